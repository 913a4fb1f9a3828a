package dev.weir.search.bulk;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Items that were turned away in an answer that is a 200. */
class RejectedItemsTest {
  private static final JsonFactory JSON = new JsonFactory();
  private final RejectedItems rejected = new RejectedItems();

  /** How many bytes it wanted. */
  private int read(String json) {
    rejected.begin();
    int count = 0;
    for (byte each : json.getBytes(StandardCharsets.UTF_8)) {
      count++;
      if (!rejected.take(each)) {
        return count;
      }
    }
    return count;
  }

  private boolean isFound(String json) {
    read(json);
    return rejected.isFound();
  }

  @Test
  void shouldFindAnItemThatWasTurnedAway() {
    String whole =
        "{\"took\":3,\"errors\":true,\"items\":[{\"index\":{\"_id\":\"1\",\"status\":201}},"
            + "{\"create\":{\"_id\":\"2\",\"status\":429,\"error\":{\"type\":\"x\"}}}]}";

    assertThat(isFound(whole)).isTrue();
    assertThat(isFound(whole.replace(":", " :\n "))).isTrue();
    assertThat(isFound(whole.replace("429,\"error\":{\"type\":\"x\"}", "429"))).isTrue();
    assertThat(isFound(whole.replace("429", "400"))).isFalse();
    assertThat(isFound(whole.replace("429", "4290"))).isFalse();
  }

  @Test
  void shouldReadNoFurtherThanErrorsWhereThereAreNone() {
    String head = "{\"took\":3,\"errors\":f";

    assertThat(read(head + "alse,\"items\":[{\"index\":{\"status\":429}}]}"))
        .isEqualTo(head.length());
    assertThat(rejected.isFound()).isFalse();
  }

  @Test
  void shouldNotTakeWhatADocumentSaysForAStatus() {
    assertThat(
            isFound(
                "{\"errors\":true,\"items\":[{\"update\":{\"get\":{\"_source\":{\"status\":429}},"
                    + "\"_id\":\"\\\"status\\\":429,\",\"status\":409}}]}"))
        .isFalse();
    assertThat(isFound("{\"errors\":true,\"status\":429,\"items\":[]}")).isFalse();
    assertThat(isFound("")).isFalse();
    assertThat(isFound("no JSON")).isFalse();
  }

  /** Whatever stands around it, in whatever order. */
  @Test
  void shouldFindWhatIsThereAndNothingElse() throws IOException {
    for (int seed = 0; seed < 500; seed++) {
      Random random = new Random(seed);
      StringWriter text = new StringWriter();
      boolean any = false;
      try (JsonGenerator json = JSON.createGenerator(text)) {
        json.writeStartObject();
        json.writeBooleanField("errors", true);
        json.writeArrayFieldStart("items");
        for (int i = random.nextInt(6); i > 0; i--) {
          json.writeStartObject();
          json.writeObjectFieldStart(random.nextBoolean() ? "index" : "status");
          json.writeStringField("_id", odd(random));
          json.writeObjectFieldStart("error");
          json.writeNumberField("status", 429);
          json.writeStringField("reason", odd(random));
          json.writeEndObject();
          int status = new int[] {200, 201, 400, 404, 409, 429}[random.nextInt(6)];
          any |= status == 429;
          json.writeNumberField("status", status);
          json.writeStringField(odd(random), odd(random));
          json.writeEndObject();
          json.writeEndObject();
        }
        json.writeEndArray();
        json.writeEndObject();
      }

      assertThat(isFound(text.toString())).as("%s", text).isEqualTo(any);
    }
  }

  private static String odd(Random random) {
    String[] parts = {"\"", "\\", "status", ":", "429", ",", "}", "]", "{", "é", "errors", " "};
    StringBuilder text = new StringBuilder();
    for (int i = random.nextInt(8); i > 0; i--) {
      text.append(parts[random.nextInt(parts.length)]);
    }
    // What is no document's has no such name twice.
    return text.toString().equals("status") ? "" : text.toString();
  }
}
