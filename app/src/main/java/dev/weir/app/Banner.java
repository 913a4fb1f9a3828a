package dev.weir.app;

import dev.weir.app.config.Configuration;
import dev.weir.gateway.settings.ClusterSettings;
import dev.weir.gateway.settings.ListenerSettings;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** What is said when the program listens: where, before what, and how it is asked. */
final class Banner {
  private Banner() {}

  static String of(Program program, InetSocketAddress admin, Instant now) {
    StringBuilder text = new StringBuilder("weir " + Version.current());
    Configuration configuration = program.configuration();
    List<InetSocketAddress> addresses = program.addresses();
    for (int i = 0; i < addresses.size(); i++) {
      ListenerSettings listener = configuration.listeners().get(i);
      line(text, "listening", url(listener.tls() == null ? "http" : "https", addresses.get(i)));
    }
    text.append(" (").append(program.status().transport()).append(sinceStart(now)).append(')');
    for (ClusterSettings cluster : configuration.clusters()) {
      line(text, "cluster", cluster.name() + ": " + nodes(cluster));
    }
    line(text, "admin", url("http", admin));
    return text.toString();
  }

  private static void line(StringBuilder text, String name, String value) {
    text.append(String.format(Locale.ROOT, "%n  %-10s%s", name, value));
  }

  private static String nodes(ClusterSettings cluster) {
    return cluster.nodes().stream().map(URI::toString).collect(Collectors.joining(" "));
  }

  private static String url(String scheme, InetSocketAddress address) {
    String host = address.getAddress().getHostAddress();
    return "%s://%s:%d"
        .formatted(scheme, host.contains(":") ? "[" + host + "]" : host, address.getPort());
  }

  /** How long it took since the launcher was called; empty if it did not say when. */
  private static String sinceStart(Instant now) {
    String began = System.getProperty("weir.began");
    if (began == null) {
      return "";
    }
    double seconds = now.toEpochMilli() / 1000.0 - Double.parseDouble(began);
    return String.format(Locale.ROOT, ", after %.2f s", seconds);
  }
}
