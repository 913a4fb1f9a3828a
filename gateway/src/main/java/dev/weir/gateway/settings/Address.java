package dev.weir.gateway.settings;

import java.net.InetAddress;
import java.net.InetSocketAddress;

/** Where to listen: {@code 127.0.0.1:9200}, {@code [::1]:9200}; port 0 takes any free one. */
public record Address(String host, int port) {
  public Address {
    new Checks()
        .that(!host.isBlank(), "host", host, "a host name or an IP address")
        .between(0, 65_535, "port", port)
        .done();
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
