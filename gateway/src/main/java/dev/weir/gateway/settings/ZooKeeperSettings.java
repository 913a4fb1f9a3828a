package dev.weir.gateway.settings;

import java.time.Duration;
import java.util.List;

/** Endpoints that stand below a node of ZooKeeper. */
public record ZooKeeperSettings(
    @Setting(
            value = "Members of the ensemble.",
            example = "[10.0.0.1:2181, 10.0.0.2:2181, 10.0.0.3:2181]",
            required = true)
        List<Address> addresses,
    @Setting(
            value =
                "The node whose children are the endpoints: each one's data, or its name where it"
                    + " has none, is an address or JSON.",
            example = "/services/search",
            required = true)
        String path,
    @Setting(value = "Time after which a session without contact ends.", example = "15s")
        Duration sessionTimeout,
    @Setting(value = "Time within which a connection must be made.", example = "5s")
        Duration connectTimeout,
    @Setting(
            value = "Time after which the list is read again though nothing was said.",
            example = "30s")
        Duration refresh) {

  public ZooKeeperSettings {
    addresses = List.copyOf(addresses);
    new Checks()
        .that(!addresses.isEmpty(), "addresses", addresses, "at least one address")
        .that(isPath(path), "path", path, "a path such as /services/search")
        .that(isMillis(sessionTimeout), "session-timeout", sessionTimeout, "between 1ms and 24d")
        .that(isMillis(connectTimeout), "connect-timeout", connectTimeout, "between 1ms and 24d")
        .that(isMillis(refresh), "refresh", refresh, "between 1ms and 24d")
        .done();
  }

  private static boolean isMillis(Duration time) {
    return time.toMillis() >= 1 && time.toMillis() <= Integer.MAX_VALUE;
  }

  private static boolean isPath(String path) {
    return path.startsWith("/")
        && path.length() > 1
        && !path.endsWith("/")
        && !path.contains("//")
        && !path.contains("/./")
        && !path.contains("/../")
        && !path.endsWith("/.")
        && !path.endsWith("/..")
        && path.chars().noneMatch(c -> c < 0x20 || (c >= 0x7f && c <= 0x9f) || c >= 0xd800);
  }

  public static ZooKeeperSettings defaults() {
    return of(List.of(Address.loopback(2181)), "/services/search");
  }

  /** Children of a node, all else at its default. */
  public static ZooKeeperSettings of(List<Address> addresses, String path) {
    return new ZooKeeperSettings(
        addresses, path, Duration.ofSeconds(15), Duration.ofSeconds(5), Duration.ofSeconds(30));
  }
}
