package dev.weir.gateway.query;

import static dev.weir.gateway.testing.ScriptedUpstream.ok;
import static dev.weir.gateway.testing.Wire.head;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.dataformat.cbor.CBORFactory;
import com.fasterxml.jackson.dataformat.smile.SmileFactory;
import dev.weir.gateway.settings.QueriesSettings;
import dev.weir.gateway.settings.RuleMode;
import dev.weir.gateway.testing.FixtureSettings;
import dev.weir.gateway.testing.GatewayFixture;
import dev.weir.gateway.testing.Message;
import dev.weir.gateway.testing.ScriptedUpstream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** No format is a way around a rule, and no template. */
class QueryFormatsTest {
  private final ScriptedUpstream node = ScriptedUpstream.answering(ok("{}"));

  @AfterEach
  void close() {
    node.close();
  }

  @Test
  void shouldReadEveryFormat() throws IOException {
    assertThat(warning("/bills/_search", "application/yaml", "from: 20000\nsize: 10\n"))
        .contains("deep-page");
    assertThat(warning("/bills/_search", "application/cbor", deep(new CBORFactory())))
        .contains("deep-page");
    assertThat(
            warning(
                "/bills/_search",
                "application/vnd.elasticsearch+smile;compatible-with=8",
                deep(new SmileFactory())))
        .contains("deep-page");
    assertThat(warning("/bills/_search", "application/cbor", "{\"size\":5}")).contains("unread");
  }

  @Test
  void shouldReadTemplates() throws IOException {
    assertThat(
            warning(
                "/bills/_search/template",
                "application/json",
                "{\"source\":\"{\\\"from\\\":{{n}},\\\"size\\\":10}\",\"params\":{\"n\":20000}}"))
        .contains("deep-page");
    assertThat(
            warning(
                "/bills/_search/template",
                "application/json",
                "{\"source\":\"{\\\"query\\\":{{#toJson}}q{{/toJson}}}\",\"params\":{\"q\":{}}}"))
        .contains("unread");
  }

  /** What a body is warned of, which comes in bytes as if they were letters. */
  private String warning(String path, String contentType, String body) throws IOException {
    FixtureSettings settings = new FixtureSettings().queries(QueriesSettings.of(RuleMode.WARN));
    try (GatewayFixture river = GatewayFixture.start(settings, node)) {
      Message answer =
          river.exchange(
              head(
                      "POST " + path + " HTTP/1.1",
                      "Host: a",
                      "Content-Type: " + contentType,
                      "Content-Length: " + body.length())
                  + body);
      String warning = answer.header("warning");
      return warning == null ? "" : warning;
    }
  }

  private static String deep(JsonFactory factory) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (JsonGenerator generator = factory.createGenerator(bytes)) {
      generator.writeStartObject();
      generator.writeNumberField("from", 20_000);
      generator.writeNumberField("size", 10);
      generator.writeEndObject();
    }
    return bytes.toString(StandardCharsets.ISO_8859_1);
  }
}
