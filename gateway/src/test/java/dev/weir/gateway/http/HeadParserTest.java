package dev.weir.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.gateway.http.HeadParser.Progress;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HeadParserTest {
  private static final String HOST = "Host: es\r\n";

  private final HeadParser parser = HeadParser.ofRequests();

  @Test
  void shouldFindThePartsOfARequest() {
    Head head = request("POST /a%2Fb/_search?q=1 HTTP/1.1\r\n" + HOST + "X-A:  b c \r\n\r\n");

    assertThat(head.method()).isEqualTo("POST");
    assertThat(head.target()).isEqualTo("/a%2Fb/_search?q=1");
    assertThat(head.fieldName(1)).isEqualTo("X-A");
    assertThat(head.fieldValue(1)).isEqualTo("b c");
    assertThat(head.isNamed(1, "x-a")).isTrue();
  }

  @Test
  void shouldOverwriteAValueWhereItHasRoom() {
    Head head = request("GET / HTTP/1.1\r\n" + HOST + "X-Left: 10000 \r\nX-A: b\r\n\r\n");

    assertThat(head.overwrite(1, 100_000)).isFalse();
    assertThat(head.fieldValue(1)).isEqualTo("10000");
    assertThat(head.overwrite(1, 0)).isTrue();

    assertThat(head.fieldValue(1)).isEqualTo("0");
    assertThat(head.valueRoomEnd(1) - head.valueStart(1)).isEqualTo(6);
    assertThat(new String(head.bytes(), 0, head.length(), StandardCharsets.US_ASCII))
        .isEqualTo("GET / HTTP/1.1\r\n" + HOST + "X-Left: 0     \r\nX-A: b\r\n\r\n");
  }

  @Test
  void shouldLeaveWhatFollowsTheHead() {
    ByteBuf bytes = bytes("GET / HTTP/1.1\r\n" + HOST + "\r\nbody");
    parser.begin(4096);

    assertThat(parser.feed(bytes)).isEqualTo(Progress.COMPLETE);

    assertThat(bytes.toString(StandardCharsets.US_ASCII)).isEqualTo("body");
  }

  @Test
  void shouldReadAHeadHoweverItIsCut() {
    String text = "\r\nPUT /i/_doc/1 HTTP/1.1\r\n" + HOST + "Content-Length: 12\r\n\r\nrest";
    for (int first = 0; first < text.length() - 4; first++) {
      parser.begin(4096);
      Progress before = parser.feed(bytes(text.substring(0, first)));
      ByteBuf rest = bytes(text.substring(first));

      Progress after = parser.feed(rest);

      assertThat(before).isEqualTo(Progress.INCOMPLETE);
      assertThat(after).isEqualTo(Progress.COMPLETE);
      assertThat(parser.head().contentLength()).isEqualTo(12);
      assertThat(rest.toString(StandardCharsets.US_ASCII)).isEqualTo("rest");
    }
  }

  @Test
  void shouldReadAHeadLargerThanItsFirstCopy() {
    String value = "v".repeat(20_000);

    Head head = request("GET / HTTP/1.1\r\n" + HOST + "X-Long: " + value + "\r\n\r\n");

    assertThat(head.fieldValue(1)).isEqualTo(value);
  }

  @Test
  void shouldMarkWhatConnectionNames() {
    Head head =
        request(
            "GET / HTTP/1.1\r\n"
                + HOST
                + "Connection: close, X-Hop\r\nX-Hop: 1\r\nX-End: 2\r\n\r\n");

    assertThat(head.keepAlive()).isFalse();
    assertThat(head.isPassedOn(2)).isFalse();
    assertThat(head.isPassedOn(3)).isTrue();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          GET / HTTP/1.1\\nHost: es\\r\\n\\r\\n                             | BARE_LINE_FEED
          GET / HTTP/1.1\\r\\nHost: e\\rs\\r\\n\\r\\n                       | BARE_CARRIAGE_RETURN
          GET  / HTTP/1.1\\r\\nHost: es\\r\\n\\r\\n                         | REQUEST_LINE
          GET /a b HTTP/1.1\\r\\nHost: es\\r\\n\\r\\n                       | REQUEST_LINE
          GET / HTTP/2.0\\r\\nHost: es\\r\\n\\r\\n                          | VERSION
          GET /\\r\\nHost: es\\r\\n\\r\\n                                   | VERSION
          GET / HTTP/1.1\\r\\nHost : es\\r\\n\\r\\n                         | FIELD_NAME
          GET / HTTP/1.1\\r\\n: es\\r\\n\\r\\n                              | FIELD_NAME
          GET / HTTP/1.1\\r\\nHost: es\\r\\nA: b\\r\\n c\\r\\n\\r\\n        | FOLDED
          GET / HTTP/1.1\\r\\n\\r\\n                                        | HOST
          GET / HTTP/1.1\\r\\nHost: a\\r\\nHost: a\\r\\n\\r\\n              | HOST
          GET / HTTP/1.1\\r\\nHost: a/b\\r\\n\\r\\n                         | HOST
          GET / HTTP/1.1\\r\\nHost: es\\r\\nContent-Length: +5\\r\\n\\r\\n  | CONTENT_LENGTH
          GET / HTTP/1.1\\r\\nHost: es\\r\\nContent-Length: 5, 5\\r\\n\\r\\n | CONTENT_LENGTH
          GET / HTTP/1.1\\r\\nHost: es\\r\\nTransfer-Encoding: gzip, chunked\\r\\n\\r\\n | TRANSFER_ENCODING
          GET / HTTP/1.0\\r\\nTransfer-Encoding: chunked\\r\\n\\r\\n        | TRANSFER_ENCODING_OLD
          GET / HTTP/1.1\\r\\nHost: es\\r\\nConnection: host\\r\\n\\r\\n    | CONNECTION
          """)
  void shouldSayWhatIsMalformed(String text, Malformed expected) {
    parser.begin(4096);

    Progress progress = parser.feed(bytes(text.replace("\\r", "\r").replace("\\n", "\n")));

    assertThat(progress).isEqualTo(Progress.MALFORMED);
    assertThat(parser.problem()).isEqualTo(expected);
  }

  @Test
  void shouldRefuseAHeadAboveItsBound() {
    parser.begin(100);

    Progress progress =
        parser.feed(bytes("GET / HTTP/1.1\r\n" + HOST + "X: " + "v".repeat(100) + "\r\n\r\n"));

    assertThat(progress).isEqualTo(Progress.MALFORMED);
    assertThat(parser.problem()).isEqualTo(Malformed.HEAD_TOO_LARGE);
  }

  @Test
  void shouldFindThePartsOfAResponse() {
    HeadParser responses = HeadParser.ofResponses();
    responses.begin(4096);

    Progress progress = responses.feed(bytes("HTTP/1.1 404 Not Found\r\nA: b\r\n\r\n"));

    assertThat(progress).isEqualTo(Progress.COMPLETE);
    assertThat(responses.head().status()).isEqualTo(404);
  }

  private Head request(String text) {
    parser.begin(64 * 1024);
    assertThat(parser.feed(bytes(text))).isEqualTo(Progress.COMPLETE);
    return parser.head();
  }

  private static ByteBuf bytes(String text) {
    return Unpooled.copiedBuffer(text, StandardCharsets.ISO_8859_1);
  }
}
