package dev.weir.bench.peer;

import dev.weir.bench.process.Cores;
import dev.weir.bench.process.Service;
import dev.weir.bench.process.Stage;
import dev.weir.bench.process.Tools;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** HAProxy as a plain pass: one thread, connections to the node kept and shared, no log. */
// A configuration file reads better whole than inside the call that fills it in.
@SuppressWarnings("InlineFormatString")
final class HaProxy {
  private static final String CONFIGURATION =
      """
      global
        nbthread 1
        maxconn 8192
      defaults
        mode http
        timeout connect 5s
        timeout client 60s
        timeout server 60s
        http-reuse always
      frontend clients
        bind 127.0.0.1:%d backlog 4096
        default_backend node
      backend node
        server node 127.0.0.1:%d
      """;

  private HaProxy() {}

  static Peer start(Stage stage, Cores cores, int node) {
    int port = stage.port();
    Path configuration = stage.write("haproxy.cfg", CONFIGURATION.formatted(port, node));
    Service service =
        stage.start(
            "haproxy",
            cores.onProxyCore(
                List.of(Tools.path("haproxy"), "-db", "-q", "-f", configuration.toString())));
    service.awaitListening(port, Duration.ofSeconds(10));
    return new Peer(PeerKind.HAPROXY, port, service);
  }
}
