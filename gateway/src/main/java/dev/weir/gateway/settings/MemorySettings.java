package dev.weir.gateway.settings;

import java.time.Duration;
import java.util.List;

/** What is remembered of the answers to reads, so that they can be given again. */
public record MemorySettings(
    @Setting(
            value = "Memory for all answers together; the least asked for are forgotten.",
            example = "64mb")
        ByteSize size,
    @Setting(value = "How long an answer is kept after it was given.", example = "10m")
        Duration keep,
    @Setting(value = "Answers that are larger are not remembered.", example = "512kb")
        ByteSize maxAnswer,
    @Setting(
            value =
                "Requests with a larger body are not. A body is held until it is there, so that"
                    + " it can be told whether the same was asked before.",
            example = "128kb")
        ByteSize maxRequest,
    @Setting(
            value =
                "Headers of requests that change nothing about an answer, beside those that never"
                    + " do. What differs in any other is another question.",
            example = "[X-Forwarded-For]")
        List<String> ignoredHeaders) {

  private static final int MOST_HEADERS = 64;

  public MemorySettings {
    ignoredHeaders = List.copyOf(ignoredHeaders);
    long most = ByteSize.ofMegabytes(16).bytes();
    Checks checks =
        new Checks()
            .that(
                size.bytes() >= ByteSize.ofMegabytes(1).bytes(),
                "size",
                size,
                "a size of at least 1mb")
            .positive("keep", keep)
            .that(
                maxAnswer.bytes() > 0
                    && maxAnswer.bytes() <= most
                    && maxAnswer.bytes() <= size.bytes() / 4,
                "max-answer",
                maxAnswer,
                "a size above 0b, of at most 16mb and a quarter of size")
            .that(
                maxRequest.bytes() > 0 && maxRequest.bytes() <= most,
                "max-request",
                maxRequest,
                "a size above 0b and of at most 16mb")
            .that(
                ignoredHeaders.size() <= MOST_HEADERS,
                "ignored-headers",
                ignoredHeaders.size(),
                "at most " + MOST_HEADERS);
    for (int i = 0; i < ignoredHeaders.size(); i++) {
      String name = ignoredHeaders.get(i);
      checks.that(
          name.matches(HeaderName.PATTERN) && !name.equalsIgnoreCase("Authorization"),
          "ignored-headers[" + i + "]",
          name,
          HeaderName.IS + "; not Authorization");
    }
    checks.done();
  }

  public static MemorySettings defaults() {
    return new MemorySettings(
        ByteSize.ofMegabytes(32),
        Duration.ofMinutes(10),
        ByteSize.ofKilobytes(256),
        ByteSize.ofKilobytes(64),
        List.of());
  }
}
