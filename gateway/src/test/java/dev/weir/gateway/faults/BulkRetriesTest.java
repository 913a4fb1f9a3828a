package dev.weir.gateway.faults;

import static dev.weir.gateway.testing.ScriptedUpstream.ok;
import static dev.weir.gateway.testing.Wire.chunk;
import static dev.weir.gateway.testing.Wire.chunkedHead;
import static dev.weir.gateway.testing.Wire.head;
import static dev.weir.gateway.testing.Wire.withBody;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.gateway.settings.ByteSize;
import dev.weir.gateway.testing.FixtureSettings;
import dev.weir.gateway.testing.GatewayFixture;
import dev.weir.gateway.testing.Message;
import dev.weir.gateway.testing.RawClient;
import dev.weir.gateway.testing.Script;
import dev.weir.gateway.testing.ScriptedUpstream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A bulk goes to another node only if sending it twice leaves what sending it once leaves. */
class BulkRetriesTest {
  private static final String WITH_IDS =
      "{\"index\":{\"_index\":\"b\",\"_id\":\"1\"}}\n{\"a\":1}\n".repeat(3);
  private static final String WITHOUT_IDS = WITH_IDS.replace(",\"_id\":\"1\"", "");

  @Test
  void shouldReplayABulkWithIds() throws IOException {
    assertThat(answered(withBody("POST", "/_bulk", WITH_IDS), WITH_IDS)).isEqualTo(200);
    assertThat(answered(withBody("POST", "/b/_bulk?refresh=true", WITH_IDS), WITH_IDS))
        .isEqualTo(200);
    String chunked =
        chunkedHead("POST", "/_bulk")
            + chunk(WITH_IDS.substring(0, 11))
            + chunk(WITH_IDS.substring(11))
            + "0\r\n\r\n";
    assertThat(answered(chunked, WITH_IDS)).isEqualTo(200);
  }

  @Test
  void shouldReplayACompressedBulkWithIds() throws IOException {
    String zipped = gzip(WITH_IDS);
    String request =
        head(
                "POST /_bulk HTTP/1.1",
                "Host: a",
                "Content-Encoding: gzip",
                "Content-Length: " + zipped.length())
            + zipped;

    assertThat(answered(request, zipped)).isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(strings = {"/_bulk?pipeline=p", "/_bulk?op_type=create"})
  void shouldNotReplayABulkWhoseParametersMayMatter(String target) throws IOException {
    assertThat(answered(withBody("POST", target, WITH_IDS), WITH_IDS)).isEqualTo(502);
  }

  @Test
  void shouldNotReplayABulkWithoutIds() throws IOException {
    assertThat(answered(withBody("POST", "/_bulk", WITHOUT_IDS), WITHOUT_IDS)).isEqualTo(502);
  }

  @Test
  void shouldNotReplayABulkThatIsTooLongToKeep() throws IOException {
    String much = WITH_IDS.repeat(100);

    assertThat(answered(withBody("POST", "/_bulk", much), much)).isEqualTo(502);
  }

  /** What becomes of a bulk whose first node breaks off after it has read it. */
  private static int answered(String request, String body) throws IOException {
    AtomicInteger asked = new AtomicInteger();
    Script breakingOnce =
        connection -> {
          while (connection.readRequest() != null) {
            if (asked.incrementAndGet() == 1) {
              connection.reset();
              return;
            }
            connection.send(ok("done"));
          }
        };
    FixtureSettings settings = new FixtureSettings().retry(3, ByteSize.ofKilobytes(8));
    try (ScriptedUpstream one = ScriptedUpstream.start(breakingOnce);
        ScriptedUpstream other = ScriptedUpstream.start(breakingOnce);
        GatewayFixture river = GatewayFixture.start(settings, one, other);
        RawClient client = river.connect()) {

      Message response = client.send(request).readResponse();

      assertThat(one.requests()).allMatch(seen -> seen.body().equals(body));
      assertThat(other.requests()).allMatch(seen -> seen.body().equals(body));
      return response.status();
    }
  }

  private static String gzip(String text) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
      out.write(text.getBytes(StandardCharsets.UTF_8));
    }
    return bytes.toString(StandardCharsets.ISO_8859_1);
  }
}
