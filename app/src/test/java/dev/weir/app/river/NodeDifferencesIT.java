package dev.weir.app.river;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.gateway.ExchangeObserver;
import dev.weir.gateway.Gateway;
import dev.weir.gateway.settings.Address;
import dev.weir.gateway.settings.GatewaySettings;
import dev.weir.testkit.OpenSearchCluster;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The same bytes to a node and through the gateway: what comes back is compared byte for byte, the
 * state of the connection afterwards included.
 */
class NodeDifferencesIT {
  /** So long after the last answer, the connection is taken to stay open. */
  private static final int SILENCE_MILLIS = 150;

  private static final OpenSearchCluster CLUSTER = OpenSearchCluster.single();
  private static final Pattern LENGTH = Pattern.compile("content-length: (\\d+)");

  private static Gateway gateway;

  @BeforeAll
  static void start() throws IOException {
    gateway =
        Gateway.start(
            GatewaySettings.between(Address.loopback(0), CLUSTER.uris()), ExchangeObserver.none());
    for (int i = 0; i < 2; i++) {
      ask(nodePort(), put("/differences/_doc/1", "{\"a\":1}"));
    }
  }

  @AfterAll
  static void stop() {
    gateway.close();
  }

  static Stream<String> requests() {
    return Stream.of(
        "GET / HTTP/1.0\r\n\r\n",
        "GET / HTTP/1.0\r\nConnection: keep-alive\r\n\r\n",
        get("/", ""),
        get("/", "Connection: close\r\n"),
        get("/", "Accept-Encoding: gzip\r\nX-Opaque-Id: me\r\ntraceparent: 00-1-2-01\r\n"),
        get("/", "Expect: something\r\n"),
        get("_cat/health?h=status", ""),
        get("/nope/_search", ""),
        get("/%zz", ""),
        get("//differences//_doc/1", ""),
        get("/differences/_doc/1", "") + get("/differences/_doc/2", ""),
        get("/differences/_search?q=%C3%A9%2F&filter_path=hits.total", ""),
        get("/", "X-Large: " + "x".repeat(20_000) + "\r\n"),
        method("HEAD", "/"),
        method("HEAD", "/nope"),
        method("OPTIONS", "/"),
        method("OPTIONS", "*"),
        method("TRACE", "/"),
        method("PATCH", "/"),
        method("POST", "/"),
        method("DELETE", "/nope"),
        "DELETE /nope/_doc/1 HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\n\r\n{}",
        "GET /differences/_count HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n"
            + "Content-Length: 26\r\n\r\n{\"query\":{\"match_all\":{}}}",
        "PUT /differences/_doc/1 HTTP/1.1\r\nHost: x\r\nContent-Type: text/odd\r\n"
            + "Content-Length: 7\r\n\r\n{\"a\":1}",
        "POST /differences/_search HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n"
            + "Content-Length: 5\r\n\r\n{\"a\":");
  }

  @ParameterizedTest
  @MethodSource("requests")
  void shouldAnswerAsTheNodeDoes(String request) throws IOException {
    String direct = ask(nodePort(), request);

    String through = ask(gatewayPort(), request);

    assertThat(through).isEqualTo(direct);
  }

  @Test
  void shouldRelayContinueAndTakeChunks() throws IOException {
    String continued =
        "PUT /differences/_doc/1 HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n"
            + "Expect: 100-continue\r\nContent-Length: 7\r\n\r\n{\"a\":1}";
    String chunked =
        "PUT /differences/_doc/1 HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n"
            + "Transfer-Encoding: chunked\r\n\r\n7\r\n{\"a\":1}\r\n0\r\n\r\n";

    for (String request : List.of(continued, chunked)) {
      assertThat(withoutCounts(ask(gatewayPort(), request)))
          .isEqualTo(withoutCounts(ask(nodePort(), request)));
    }
  }

  @Test
  void shouldServeAWholeUrlAsItsPath() throws IOException {
    assertThat(ask(gatewayPort(), get("http://x/_cat/health?h=status", "")))
        .isEqualTo(ask(nodePort(), get("/_cat/health?h=status", "")));
  }

  @Test
  void shouldNeverPassAnUpgradeOn() throws IOException {
    String upgrade =
        "Upgrade: h2c\r\nConnection: Upgrade, HTTP2-Settings\r\n"
            + "HTTP2-Settings: AAMAAABkAAQAAP__\r\n";

    assertThat(ask(nodePort(), get("/", upgrade))).startsWith("HTTP/1.1 101");
    assertThat(ask(gatewayPort(), get("/", upgrade))).isEqualTo(ask(nodePort(), get("/", "")));
  }

  @Test
  void shouldNotGiveAConnectionOnThatTheNodeHasGoneDeafOn() throws IOException {
    // Seen on OpenSearch 3.8: after a head too large for it, it answers 400 and reads no further.
    for (int i = 0; i < 5; i++) {
      ask(gatewayPort(), get("/", "X-Large: " + "x".repeat(20_000) + "\r\n"));

      assertThat(ask(gatewayPort(), get("/_cat/health?h=status", ""))).startsWith("HTTP/1.1 200");
    }
  }

  private static String get(String target, String headers) {
    return "GET " + target + " HTTP/1.1\r\nHost: x\r\n" + headers + "\r\n";
  }

  private static String method(String method, String target) {
    return method + " " + target + " HTTP/1.1\r\nHost: x\r\nContent-Length: 0\r\n\r\n";
  }

  private static String put(String target, String body) {
    return "PUT "
        + target
        + "?refresh=true HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: "
        + body.length()
        + "\r\n\r\n"
        + body;
  }

  private static String withoutCounts(String answer) {
    return answer
        .replaceAll("\"(_version|_seq_no)\":\\d+", "")
        .replaceAll("content-length: \\d+", "");
  }

  private static int nodePort() {
    return CLUSTER.uris().getFirst().getPort();
  }

  private static int gatewayPort() {
    return gateway.addresses().getFirst().getPort();
  }

  /** What comes back until the peer closes or falls silent, and which of the two it was. */
  private static String ask(int port, String request) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket.setSoTimeout(5_000);
      socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
      ByteArrayOutputStream came = new ByteArrayOutputStream();
      InputStream in = socket.getInputStream();
      byte[] buffer = new byte[64 * 1024];
      try {
        int read;
        while ((read = in.read(buffer)) >= 0) {
          came.write(buffer, 0, read);
          if (isWhole(came.toString(StandardCharsets.ISO_8859_1), request)) {
            socket.setSoTimeout(SILENCE_MILLIS);
          }
        }
        return timeless(came) + "<closed>";
      } catch (SocketTimeoutException e) {
        return timeless(came) + "<open>";
      }
    }
  }

  /** Whether there is a final answer, with its body, to each of the requests. */
  private static boolean isWhole(String came, String requests) {
    int wanted = requests.split(" HTTP/1\\.[01]\r\n", -1).length - 1;
    int at = 0;
    while (wanted > 0) {
      int end = came.indexOf("\r\n\r\n", at);
      if (end < 0) {
        return false;
      }
      String head = came.substring(at, end).toLowerCase(Locale.ROOT);
      at = end + 4;
      if (head.charAt(9) != '1') {
        Matcher length = LENGTH.matcher(head);
        at += !requests.startsWith("HEAD") && length.find() ? Integer.parseInt(length.group(1)) : 0;
        wanted--;
      }
    }
    return came.length() >= at;
  }

  private static String timeless(ByteArrayOutputStream came) {
    return came.toString(StandardCharsets.ISO_8859_1).replaceAll("\"took\":\\d+", "\"took\":0");
  }
}
