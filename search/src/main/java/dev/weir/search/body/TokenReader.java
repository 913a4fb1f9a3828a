package dev.weir.search.body;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.TSFBuilder;
import com.fasterxml.jackson.core.io.JsonEOFException;
import com.fasterxml.jackson.dataformat.cbor.CBORFactory;
import com.fasterxml.jackson.dataformat.smile.SmileFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import dev.weir.search.json.Bounds;
import dev.weir.search.json.Hashing;
import dev.weir.search.json.JsonSink;
import dev.weir.search.json.Oddities;
import dev.weir.search.json.Oddity;
import dev.weir.search.json.SeenNames;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;

/**
 * Reads a whole body by the parser of Jackson that the engines read that format with, so that both
 * find the same in it. Stops at depth and size that are out of bounds, and at texts that stand for
 * each other so often that reading them all would take long. Used by one thread.
 */
final class TokenReader {
  private static final BigInteger MOST = BigInteger.valueOf(Long.MAX_VALUE);

  private static final JsonFactory YAML = set(YAMLFactory.builder());
  private static final JsonFactory CBOR = set(CBORFactory.builder());
  private static final JsonFactory SMILE = set(SmileFactory.builder());

  private final JsonSink sink;
  private final Bounds bounds;
  private final Oddities oddities;
  private final SeenNames names = new SeenNames();
  private long budget;

  TokenReader(JsonSink sink, Bounds bounds, Oddities oddities) {
    this.sink = sink;
    this.bounds = bounds;
    this.oddities = oddities;
  }

  /** Names are the clients': none is kept for good, and none makes the parser give up. */
  private static JsonFactory set(TSFBuilder<?, ?> builder) {
    return builder
        .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
        .disable(JsonFactory.Feature.FAIL_ON_SYMBOL_HASH_OVERFLOW)
        .build();
  }

  /** Reads a body; whether there was anything in it. */
  boolean read(BodyFormat format, byte[] bytes, int length) {
    names.clear();
    // Parts of a body may stand for others: without a bound a small one could be a very large one.
    budget = 8L * length + bounds.text();
    JsonFactory factory =
        switch (format) {
          case YAML -> YAML;
          case CBOR -> CBOR;
          case SMILE -> SMILE;
          case JSON -> throw new IllegalArgumentException("JSON is scanned");
        };
    try (JsonParser parser = factory.createParser(bytes, 0, length)) {
      return read(parser);
    } catch (JsonEOFException e) {
      oddities.add(Oddity.TRUNCATED);
    } catch (IOException | RuntimeException e) {
      // Parsers of YAML throw unchecked ones, too.
      oddities.add(Oddity.MALFORMED);
    }
    return true;
  }

  private boolean read(JsonParser parser) throws IOException {
    JsonToken token = parser.nextToken();
    if (token != JsonToken.START_OBJECT) {
      if (token != null) {
        oddities.add(Oddity.FOREIGN);
      }
      return token != null;
    }
    int depth = 0;
    do {
      if (token == null) {
        oddities.add(Oddity.TRUNCATED);
        return true;
      }
      depth += token.isStructStart() ? 1 : token.isStructEnd() ? -1 : 0;
      if (depth > bounds.depth()) {
        oddities.add(Oddity.TOO_DEEP);
        return true;
      }
      tell(parser, token);
      if (budget < 0) {
        oddities.add(Oddity.TOO_LARGE);
        return true;
      }
      token = depth == 0 ? null : parser.nextToken();
    } while (depth > 0);
    if (parser.nextToken() != null) {
      oddities.add(Oddity.TRAILING);
    }
    return true;
  }

  private void tell(JsonParser parser, JsonToken token) throws IOException {
    switch (token) {
      case START_OBJECT -> {
        names.startObject();
        sink.startObject();
      }
      case END_OBJECT -> {
        names.endObject();
        sink.endObject();
      }
      case START_ARRAY -> sink.startArray();
      case END_ARRAY -> sink.endArray();
      case FIELD_NAME -> name(parser.currentName());
      case VALUE_STRING -> text(parser.getText().getBytes(UTF_8));
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT ->
          sink.number(number(parser), token == JsonToken.VALUE_NUMBER_INT);
      case VALUE_TRUE -> sink.bool(true);
      case VALUE_FALSE -> sink.bool(false);
      case VALUE_NULL -> sink.nothing();
      case VALUE_EMBEDDED_OBJECT -> {
        byte[] bytes = parser.getBinaryValue();
        text(bytes == null ? new byte[0] : bytes);
      }
      case NOT_AVAILABLE -> throw new IllegalStateException("a whole body is always available");
    }
  }

  private void name(String name) {
    byte[] bytes = name.getBytes(UTF_8);
    int length = cut(bytes);
    long hash = Hashing.of(bytes, 0, length);
    if (names.isSeen(hash) && length == bytes.length) {
      oddities.add(Oddity.DUPLICATE_NAME);
    }
    sink.name(bytes, 0, length, hash);
  }

  private void text(byte[] bytes) {
    int length = cut(bytes);
    sink.string(bytes, 0, length, length == bytes.length);
  }

  /** How much of a text is told. */
  private int cut(byte[] bytes) {
    budget -= bytes.length;
    if (bytes.length > bounds.text()) {
      oddities.add(Oddity.TOO_LONG);
      return bounds.text();
    }
    return bytes.length;
  }

  /** Rounded towards zero, and capped. */
  private static long number(JsonParser parser) throws IOException {
    return switch (parser.getNumberType()) {
      case INT, LONG -> parser.getLongValue();
      case BIG_INTEGER -> capped(parser.getBigIntegerValue());
      case FLOAT, DOUBLE -> (long) parser.getDoubleValue();
      case BIG_DECIMAL -> rounded(parser.getDecimalValue());
    };
  }

  private static long capped(BigInteger value) {
    return value.abs().compareTo(MOST) <= 0 ? value.longValue() : value.signum() * Long.MAX_VALUE;
  }

  /** Without making the digits of a number that has very many. */
  private static long rounded(BigDecimal value) {
    long digits = (long) value.precision() - value.scale();
    return digits > 18 ? value.signum() * Long.MAX_VALUE : value.longValue();
  }
}
