package dev.weir.gateway.settings;

/** When a request goes to another node. */
public record RetrySettings(
    @Setting(
            value =
                "Further nodes that a request may be sent to: always when it could not be sent,"
                    + " otherwise only when it may be replayed safely. 0 turns it off.",
            example = "2")
        int attempts,
    @Setting(
            value = "Bytes of a request's body kept for a replay; a longer one is not replayed.",
            example = "64kb")
        ByteSize maxBody) {

  public RetrySettings {
    new Checks()
        .between(0, 10, "attempts", attempts)
        .between(0, 16 * 1024 * 1024, "max-body", maxBody.bytes())
        .done();
  }

  public static RetrySettings defaults() {
    return new RetrySettings(2, ByteSize.ofKilobytes(64));
  }
}
