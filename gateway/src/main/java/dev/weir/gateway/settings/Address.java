package dev.weir.gateway.settings;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Where to listen: {@code 127.0.0.1:9200}, {@code [::1]:9200}; port 0 takes any free one. */
public record Address(String host, int port) {
  private static final Pattern WRITTEN =
      Pattern.compile(
          "(?:\\[([0-9A-Fa-f:.]{2,45}(?:%[A-Za-z0-9_.-]{1,32})?)]|([A-Za-z0-9._-]{1,253}))"
              + ":([0-9]{1,5})");

  public Address {
    new Checks()
        .that(!host.isBlank(), "host", host, "a host name or an IP address")
        .between(0, 65_535, "port", port)
        .done();
  }

  /**
   * Reads {@code host:port}; an IPv6 address stands in brackets.
   *
   * @throws IllegalArgumentException if it is not written so
   */
  public static Address parse(String text) {
    Matcher matcher = WRITTEN.matcher(text);
    if (!matcher.matches()) {
      throw new IllegalArgumentException(
          "address: " + text + " (expected: host:port, such as 127.0.0.1:9200 or [::1]:9200)");
    }
    String host = matcher.group(1) != null ? matcher.group(1) : matcher.group(2);
    return new Address(host, Integer.parseInt(matcher.group(3)));
  }

  public static Address loopback(int port) {
    return new Address("127.0.0.1", port);
  }

  /** Resolves the host; blocks on DNS, so never on an event loop. */
  public InetSocketAddress resolve() {
    return new InetSocketAddress(host, port);
  }

  /**
   * Whether only this machine can reach it. Names other than {@code localhost} are not looked up:
   * they count as reachable from outside.
   */
  public boolean isLoopback() {
    if (host.equalsIgnoreCase("localhost")) {
      return true;
    }
    try {
      return InetAddress.ofLiteral(host).isLoopbackAddress();
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  @Override
  public String toString() {
    return (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
  }
}
