package dev.weir.bench.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class HttpBytesTest {
  private static final byte[] ANSWER =
      "HTTP/1.1 429 Too Many\r\nServer: x\r\ncontent-LENGTH:  120\r\n\r\nbody"
          .getBytes(StandardCharsets.US_ASCII);
  private static final int HEAD = ANSWER.length - "body".length();

  @Test
  void shouldFindTheEndOfTheHead() {
    assertThat(HttpBytes.headEnd(ANSWER, ANSWER.length)).isEqualTo(HEAD);
  }

  @Test
  void shouldWaitForAHeadCutShort() {
    assertThat(HttpBytes.headEnd(ANSWER, HEAD - 1)).isEqualTo(-1);
  }

  @Test
  void shouldReadStatusAndLengthInAnyCase() {
    assertThat(HttpBytes.status(ANSWER)).isEqualTo(429);
    assertThat(HttpBytes.contentLength(ANSWER, HEAD)).isEqualTo(120);
  }

  @Test
  void shouldTellThatThereIsNoLength() {
    byte[] chunked =
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

    assertThat(HttpBytes.contentLength(chunked, chunked.length)).isEqualTo(-1);
  }
}
