package dev.weir.gateway.settings;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** One place where clients connect, and what is asked of them there. */
public record ListenerSettings(
    @Setting(value = "Address and port that clients connect to.", example = "127.0.0.1:9200")
        Address address,
    @Setting(
            value = "TLS towards clients; without it the listener speaks plain HTTP.",
            example = "{certificate: server.pem, key: server.key}")
        @Nullable ServerTlsSettings tls,
    @Setting(
            value = "Client connections that may be open at once; further ones are closed at once.",
            example = "10000")
        int maxConnections,
    @Setting(
            value = "Bytes that a request's line and headers may take; above, 431 (or 414).",
            example = "64kb")
        ByteSize maxHead,
    @Setting(
            value = "Bytes that a request's body may take; above, 413. Absent: any size.",
            example = "100mb")
        @Nullable ByteSize maxBody,
    @Setting(
            value = "Time in which a request's head must arrive whole, from its first byte.",
            example = "10s")
        Duration headTimeout,
    @Setting(value = "Time that a body may make no progress, in either direction.", example = "30s")
        Duration bodyTimeout,
    @Setting(value = "Time that a connection may stay open between two requests.", example = "75s")
        Duration idleTimeout,
    @Setting(
            value =
                "Time that an exchange may still take after its client has closed its sending"
                    + " side. A client that is gone looks the same, so keep it short; 0s ends the"
                    + " exchange at once.",
            example = "2s")
        Duration halfClose) {

  public ListenerSettings {
    new Checks()
        .atLeast(1, "max-connections", maxConnections)
        .between(1024, 1024 * 1024, "max-head", maxHead.bytes())
        .positive("head-timeout", headTimeout)
        .positive("body-timeout", bodyTimeout)
        .positive("idle-timeout", idleTimeout)
        .notNegative("half-close", halfClose)
        .done();
  }

  public static ListenerSettings defaults() {
    return new ListenerSettings(
        Address.loopback(9200),
        null,
        10_000,
        ByteSize.ofKilobytes(64),
        null,
        Duration.ofSeconds(10),
        Duration.ofSeconds(30),
        Duration.ofSeconds(75),
        Duration.ofSeconds(2));
  }
}
