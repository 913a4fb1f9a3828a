package dev.weir.gateway.settings;

import java.time.Duration;

/** Endpoints that a name stands for, looked up again and again. */
public record DnsSettings(
    @Setting(
            value = "The name whose addresses the endpoints are, or that has the SRV records.",
            example = "search.internal",
            required = true)
        String name,
    @Setting(value = "Port of every endpoint; SRV records bring their own.", example = "9200")
        int port,
    @Setting(
            value =
                "What is asked for: address takes A and AAAA records, srv takes SRV records with"
                    + " their ports and weights, of the best priority.",
            example = "srv")
        Lookup lookup,
    @Setting(
            value = "Whether endpoints speak TLS; their certificates must bear the name.",
            example = "true")
        boolean tls,
    @Setting(
            value = "Time between two look-ups; a record is not asked for again within its TTL.",
            example = "5s")
        Duration interval,
    @Setting(value = "Time within which a name server must answer.", example = "2s")
        Duration timeout,
    @Setting(
            value = "Name server to ask, host:port; empty takes the system's.",
            example = "10.0.0.53:53")
        String server) {

  /** What is asked for. */
  public enum Lookup {
    ADDRESS,
    SRV
  }

  public DnsSettings {
    new Checks()
        .that(name.matches("[A-Za-z0-9_]([A-Za-z0-9_.-]{0,252})"), "name", name, "a name of a host")
        .between(1, 65_535, "port", port)
        .that(interval.toMillis() >= 100, "interval", interval, "a duration of at least 100ms")
        .positive("timeout", timeout)
        .that(isServer(server), "server", server, "host:port, such as 10.0.0.53:53")
        .done();
  }

  private static boolean isServer(String server) {
    try {
      return server.isEmpty() || Address.parse(server).port() > 0;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  public static DnsSettings defaults() {
    return new DnsSettings(
        "localhost", 9200, Lookup.ADDRESS, false, Duration.ofSeconds(5), Duration.ofSeconds(2), "");
  }

  /** The addresses of a name, at that port, all else at its default. */
  public static DnsSettings of(String name, int port) {
    DnsSettings defaults = defaults();
    return new DnsSettings(
        name,
        port,
        defaults.lookup,
        defaults.tls,
        defaults.interval,
        defaults.timeout,
        defaults.server);
  }
}
