package dev.weir.gateway.transparent;

import static dev.weir.gateway.testing.ScriptedUpstream.ok;
import static dev.weir.gateway.testing.Wire.head;
import static dev.weir.gateway.testing.Wire.utf8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.gateway.filter.Outcome;
import dev.weir.gateway.testing.Ended;
import dev.weir.gateway.testing.Field;
import dev.weir.gateway.testing.FixtureSettings;
import dev.weir.gateway.testing.GatewayFixture;
import dev.weir.gateway.testing.Head;
import dev.weir.gateway.testing.Message;
import dev.weir.gateway.testing.RawClient;
import dev.weir.gateway.testing.ScriptedUpstream;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Request lines and headers on their way to the node. */
class RequestsTest {
  private static final ScriptedUpstream NODE = ScriptedUpstream.answering(ok("{}"));
  private static final GatewayFixture RIVER = GatewayFixture.before(NODE);

  @BeforeAll
  static void start() {
    assertThat(RIVER.status().clusters()).hasSize(1);
  }

  @AfterAll
  static void stop() {
    RIVER.close();
    NODE.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"GET", "PUT", "POST", "DELETE", "PATCH", "OPTIONS"})
  void shouldCarryAnyMethodWithABody(String method) throws IOException {
    Message response =
        RIVER.exchange(
            method + " /bills/_doc/1 HTTP/1.1\r\nHost: a\r\nContent-Length: 4\r\n\r\nbody");

    Message request = NODE.takeRequest();
    assertThat(response.status()).isEqualTo(200);
    assertThat(request.head().startLine()).isEqualTo(method + " /bills/_doc/1 HTTP/1.1");
    assertThat(request.body()).isEqualTo("body");
  }

  @ParameterizedTest
  @ValueSource(strings = {"GET", "HEAD", "DELETE", "OPTIONS", "POST", "PUT"})
  void shouldAddNoBodyWhereThereIsNone(String method) throws IOException {
    RIVER.exchange(method + " /bills HTTP/1.1\r\nHost: a\r\n\r\n");

    Message request = NODE.takeRequest();
    assertThat(request.body()).isEmpty();
    assertThat(request.head().chunked()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/",
        "/?pretty",
        "/bills/_search?q=a%20b+c&size=10",
        "/%3Clogs-%7Bnow%2Fd%7D%3E/_search",
        "/a%2fb%2Fc/_doc/%25",
        "/bad-escape%zz%",
        "/a//b/./../c",
        "/_doc/a;b=c,d:e@f!$&'()*~",
        "/odd|\"<>{}^`\\[]",
        "/?",
        "/a?b?c=/d#e",
        "/remote:bills,-not*/_search",
        "*",
        "_search",
        "_cluster/health?wait_for_status=green",
        "bills/_doc/1",
        "remote:bills/_search",
        "?pretty",
      })
  void shouldSendATargetOnByteForByte(String target) throws IOException {
    RIVER.exchange("GET " + target + " HTTP/1.1\r\nHost: a\r\n\r\n");

    assertThat(NODE.takeRequest().target()).isEqualTo(target);
  }

  @Test
  void shouldSendRawUtf8InATargetOn() throws IOException {
    String target = utf8("/rechnungen-\u00e4\u00f6\u4f60\ud83d\ude00");

    RIVER.exchange("GET " + target + " HTTP/1.1\r\nHost: a\r\n\r\n");

    assertThat(NODE.takeRequest().target()).isEqualTo(target);
  }

  @Test
  void shouldSendAHugeTargetOn() throws IOException {
    String target = "/bills/_search?q=" + "0123456789abcdef".repeat(2560);

    RIVER.exchange("GET " + target + " HTTP/1.1\r\nHost: a\r\n\r\n");

    assertThat(NODE.takeRequest().target()).isEqualTo(target);
  }

  @ParameterizedTest
  @CsvSource({
    "http://search.example:9200/bills/_search?q=1, /bills/_search?q=1",
    "HTTP://search.example:9200/, /",
    "http://search.example:9200, /",
    "http://search.example:9200?pretty, /?pretty",
    "https://search.example:9200/a%2Fb, /a%2Fb",
  })
  void shouldSendAnAbsoluteTargetOnInOriginForm(String target, String sent) throws IOException {
    RIVER.exchange("GET " + target + " HTTP/1.1\r\nHost: search.example:9200\r\n\r\n");

    Message request = NODE.takeRequest();
    assertThat(request.target()).isEqualTo(sent);
    assertThat(request.head().all("Host")).containsExactly("search.example:9200");
  }

  @Test
  void shouldTrustTheHostOfAnAbsoluteTargetAlone() throws IOException {
    RIVER.exchange("GET http://right.example/ HTTP/1.1\r\nHost: wrong.example\r\n\r\n");

    assertThat(NODE.takeRequest().head().all("Host")).containsExactly("right.example");
  }

  @ParameterizedTest
  @ValueSource(strings = {"a", "search.example", "10.0.0.1:9200", "[::1]:9200", ""})
  void shouldKeepTheHost(String host) throws IOException {
    RIVER.exchange("GET / HTTP/1.1\r\nHost: " + host + "\r\n\r\n");

    assertThat(NODE.takeRequest().header("host")).isEqualTo(host);
  }

  @Test
  void shouldKeepOrderCaseAndRepetitionOfHeaders() throws IOException {
    List<Field> fields =
        List.of(
            new Field("x-b", "1"),
            new Field("X-A", "2"),
            new Field("ACCEPT", "*/*, application/json;q=0.9"),
            new Field("X-a", "3"),
            new Field("x-B", ""),
            new Field("Content-Type", "application/vnd.elasticsearch+json;compatible-with=8"),
            new Field("X-Opaque-Id", "a b\tc"),
            new Field("traceparent", "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"),
            new Field("tracestate", "a=1"),
            new Field("Authorization", "Basic dXNlcjpwYXNz"),
            new Field("X-Forwarded-For", "10.1.1.1"),
            new Field("X-Forwarded-Proto", "https"),
            new Field("X-Forwarded-Host", "public.example"),
            new Field("Forwarded", "for=10.1.1.1"),
            new Field("Via", "1.1 other"),
            new Field("Cookie", "a=b"),
            new Field("cookie", "c=d"),
            new Field("!#$%&'*+-.^_`|~0aZ", "every mark"),
            new Field("Expires", "0"));

    RIVER.exchange("GET / HTTP/1.1\r\nHost: a\r\n" + lines(fields) + "\r\n");

    assertThat(NODE.takeRequest().head().endToEnd()).containsExactlyElementsOf(fields);
  }

  @Test
  void shouldKeepBytesAboveAsciiInHeaders() throws IOException {
    RIVER.exchange("GET / HTTP/1.1\r\nHost: a\r\nX-Name: J\u00e4ger \u0080\u00ff\r\n\r\n");

    assertThat(NODE.takeRequest().header("x-name")).isEqualTo("J\u00e4ger \u0080\u00ff");
  }

  @Test
  void shouldAddNothingToAPlainRequest() throws IOException {
    RIVER.exchange("GET / HTTP/1.1\r\nHost: a\r\n\r\n");

    Head head = NODE.takeRequest().head();
    assertThat(head.endToEnd()).isEmpty();
    assertThat(head.all("Content-Length")).isEmpty();
  }

  @Test
  void shouldTakeHeadersOfTheConnectionOut() throws IOException {
    RIVER.exchange(
        head(
            "GET / HTTP/1.1",
            "Host: a",
            "X-First: 1",
            "Connection: keep-alive, X-Mine,x-other",
            "Keep-Alive: timeout=5",
            "X-MINE: 1",
            "Proxy-Connection: keep-alive",
            "TE: trailers",
            "x-Other: 2",
            "X-Middle: 2",
            "Upgrade: h2c",
            "HTTP2-Settings: AAMAAABkAAQAAP__",
            "X-other: 3",
            "X-Last: 3"));

    Head head = NODE.takeRequest().head();
    assertThat(head.endToEnd())
        .containsExactly(
            new Field("X-First", "1"), new Field("X-Middle", "2"), new Field("X-Last", "3"));
    assertThat(head.holds("Connection", "close")).isFalse();
  }

  @Test
  void shouldNotSendTheClientsWishToCloseOn() throws IOException {
    RIVER.exchange("GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");

    assertThat(NODE.takeRequest().head().holds("Connection", "close")).isFalse();
  }

  @Test
  void shouldTakeAnEmptyLineBeforeARequest() throws IOException {
    try (RawClient client = RIVER.connect()) {
      client.send("\r\nGET /after-empty-line HTTP/1.1\r\nHost: a\r\n\r\n");

      assertThat(client.readResponse().status()).isEqualTo(200);
      assertThat(NODE.takeRequest().target()).isEqualTo("/after-empty-line");
    }
  }

  @Test
  void shouldCarryAHundredHeaders() throws IOException {
    StringBuilder lines = new StringBuilder();
    for (int i = 0; i < 100; i++) {
      lines.append("X-").append(i).append(": ").append(i).append("\r\n");
    }

    RIVER.exchange("GET / HTTP/1.1\r\nHost: a\r\n" + lines + "\r\n");

    assertThat(NODE.takeRequest().head().endToEnd()).hasSize(100);
  }

  @Test
  void shouldTellTheObserverOfAnAnsweredExchange() throws IOException {
    try (ScriptedUpstream node = ScriptedUpstream.answering(ok("12345"));
        GatewayFixture river = GatewayFixture.start(new FixtureSettings(), node)) {
      river.exchange("PUT /bills/_doc/1 HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\n\r\nabc");

      Ended end = river.awaitEnd();

      assertThat(end.outcome()).isEqualTo(Outcome.ANSWERED);
      assertThat(end.method()).isEqualTo("PUT");
      assertThat(end.target()).isEqualTo("/bills/_doc/1");
      assertThat(end.status()).isEqualTo(200);
      assertThat(end.endpoint()).isEqualTo(node.name());
      assertThat(end.attempts()).isEqualTo(1);
      assertThat(end.upstreamNanos()).isNotNegative();
      assertThat(end.requestBytes()).isEqualTo(3);
      assertThat(end.responseBytes()).isEqualTo(5);
    }
  }

  private static String lines(List<Field> fields) {
    StringBuilder lines = new StringBuilder();
    fields.forEach(field -> lines.append(field).append("\r\n"));
    return lines.toString();
  }
}
