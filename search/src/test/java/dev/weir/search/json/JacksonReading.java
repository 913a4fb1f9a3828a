package dev.weir.search.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import java.io.IOException;
import java.math.BigInteger;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** What Jackson finds in some bytes, set up as the engines set it up: as a recorder writes it. */
final class JacksonReading {
  private static final BigInteger MOST = BigInteger.valueOf(Long.MAX_VALUE);

  private static final JsonFactory JSON =
      new JsonFactoryBuilder()
          .enable(JsonReadFeature.ALLOW_JAVA_COMMENTS)
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .build();

  private JacksonReading() {}

  /** The events; null if Jackson refuses the bytes, or they are no single object. */
  static @Nullable String of(byte[] bytes) {
    Recorder recorder = new Recorder();
    try (JsonParser parser = JSON.createParser(bytes)) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        return null;
      }
      recorder.startObject();
      int depth = 1;
      while (depth > 0) {
        JsonToken token = parser.nextToken();
        if (token == null) {
          return null;
        }
        depth += token.isStructStart() ? 1 : token.isStructEnd() ? -1 : 0;
        tell(recorder, parser, token);
      }
      return parser.nextToken() == null ? recorder.toString() : null;
    } catch (IOException e) {
      return null;
    }
  }

  private static void tell(Recorder recorder, JsonParser parser, JsonToken token)
      throws IOException {
    switch (token) {
      case START_OBJECT -> recorder.startObject();
      case END_OBJECT -> recorder.endObject();
      case START_ARRAY -> recorder.startArray();
      case END_ARRAY -> recorder.endArray();
      case FIELD_NAME -> {
        byte[] name = utf8(parser.currentName());
        recorder.name(name, 0, name.length, Hashing.of(name, 0, name.length));
      }
      case VALUE_STRING -> {
        byte[] text = utf8(parser.getText());
        recorder.string(text, 0, text.length, true);
      }
      case VALUE_NUMBER_INT -> {
        BigInteger value = new BigInteger(parser.getText());
        boolean fits = value.abs().compareTo(MOST) <= 0;
        recorder.number(fits ? value.longValueExact() : value.signum() * Long.MAX_VALUE, true);
      }
      case VALUE_NUMBER_FLOAT -> {
        String text = parser.getText();
        int end = 0;
        while (end < text.length() && "-0123456789".indexOf(text.charAt(end)) >= 0) {
          end++;
        }
        recorder.number(Long.parseLong(text.substring(0, end)), false);
      }
      case VALUE_TRUE -> recorder.bool(true);
      case VALUE_FALSE -> recorder.bool(false);
      case VALUE_NULL -> recorder.nothing();
      default -> throw new IllegalStateException("no such token: " + token);
    }
  }

  /** As the scanner keeps it: half of a pair of surrogates becomes three bytes. */
  private static byte[] utf8(String text) {
    Text bytes = new Text(1 << 20);
    bytes.begin();
    for (int i = 0; i < text.length(); i++) {
      bytes.addUnit(text.charAt(i));
    }
    bytes.finish();
    return Arrays.copyOf(bytes.bytes(), bytes.length());
  }
}
