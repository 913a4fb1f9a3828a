package dev.weir.gateway.query;

import static dev.weir.gateway.testing.ScriptedUpstream.ok;
import static dev.weir.gateway.testing.Wire.head;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.dataformat.cbor.CBORFactory;
import com.fasterxml.jackson.dataformat.smile.SmileFactory;
import dev.weir.gateway.settings.QueriesSettings;
import dev.weir.gateway.settings.QueryRuleSettings;
import dev.weir.gateway.settings.RuleMode;
import dev.weir.gateway.testing.FixtureSettings;
import dev.weir.gateway.testing.GatewayFixture;
import dev.weir.gateway.testing.Message;
import dev.weir.gateway.testing.ScriptedUpstream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** No format and no language is a way around a rule. */
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
  void shouldReadStatements() throws IOException {
    assertThat(
            warning(
                "/_plugins/_sql",
                "application/json",
                "{\"query\":\"SELECT a FROM b WHERE c LIKE '%d' LIMIT 10\"}"))
        .contains("leading-wildcard");
    assertThat(
            warning(
                "/_query",
                "application/json",
                "{\"query\":\"FROM b | WHERE c LIKE \\\"*d\\\" | LIMIT 10\"}"))
        .contains("leading-wildcard");
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
    QueryRuleSettings wildcards =
        new QueryRuleSettings(
            "leading-wildcard",
            RuleMode.WARN,
            0,
            null,
            List.of(),
            List.of(),
            List.of(),
            List.of(),
            List.of());
    FixtureSettings settings =
        new FixtureSettings().queries(QueriesSettings.of(RuleMode.WARN, wildcards));
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
