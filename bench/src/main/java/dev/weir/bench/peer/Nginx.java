package dev.weir.bench.peer;

import dev.weir.bench.load.SearchExchange;
import dev.weir.bench.process.Cores;
import dev.weir.bench.process.Service;
import dev.weir.bench.process.Stage;
import dev.weir.bench.process.Tools;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.UnaryOperator;

/** nginx, once as the static node behind everyone and once as a peer. */
// A configuration file reads better whole than inside the call that fills it in.
@SuppressWarnings("InlineFormatString")
final class Nginx {
  private static final String MAIN =
      """
      %1$s
      worker_processes 1;
      pid %2$s/nginx.pid;
      error_log %2$s/error.log warn;
      events { worker_connections 4096; }
      http {
        access_log off;
        client_body_temp_path %2$s/body;
        proxy_temp_path %2$s/proxy;
        fastcgi_temp_path %2$s/fastcgi;
        uwsgi_temp_path %2$s/uwsgi;
        scgi_temp_path %2$s/scgi;
        keepalive_requests 1000000000;
        client_max_body_size 0;
        sendfile on;
      %3$s
      }
      """;

  private static final String STATIC_NODE =
      """
        server {
          listen 127.0.0.1:%1$d backlog=4096;
          listen 127.0.0.2:%1$d backlog=4096;
          listen 127.0.0.3:%1$d backlog=4096;
          default_type application/json;
          location / { return 200 '%2$s'; }
          location = /_alias { return 200 '{}'; }
          location /_resolve/index/ { return 200 '{"indices":[{"name":"bills","attributes":["open"]}],"aliases":[],"data_streams":[]}'; }
          location = /_cat/indices { return 200 '[{"index":"bills","pri":"5","docs.count":"50000000","pri.store.size":"20000000000"}]'; }
          location = /bills/_mapping { return 200 '%3$s'; }
          location = /bills/_count { return 200 '{"count":50000000}'; }
        }
      """;

  private static final String PROXY =
      """
        upstream node {
          server 127.0.0.1:%d;
          keepalive 64;
          keepalive_requests 1000000000;
        }
        server {
          listen 127.0.0.1:%d backlog=4096;
          location / {
            proxy_pass http://node;
            proxy_http_version 1.1;
            proxy_set_header Connection "";
            %s
          }
        }
      """;

  private static final String STREAMED = "proxy_request_buffering off; proxy_buffering off;";
  private static final String LARGE =
      "client_body_buffer_size 64k; proxy_buffer_size 64k; proxy_buffers 8 64k;"
          + " proxy_busy_buffers_size 128k;";

  private Nginx() {}

  /**
   * Starts a node on the load cores that answers every search alike, and tells its facts, on three
   * addresses, {@code 127.0.0.1} to {@code 127.0.0.3}, and returns its port.
   */
  static int startStaticNode(Stage stage, Cores cores) {
    int port = stage.port();
    String server =
        STATIC_NODE.formatted(port, SearchExchange.response(), SearchExchange.mapping());
    start(stage, "static-node", server, cores::onLoadCores).awaitListening(port, bound());
    return port;
  }

  /**
   * Starts a plain pass on the proxy's core.
   *
   * @param streamed whether bodies pass through as they come, as Weir's do, or are buffered first
   */
  static Peer startProxy(Stage stage, Cores cores, PeerKind kind, int node, boolean streamed) {
    int port = stage.port();
    String buffers = (streamed ? STREAMED : "") + (kind == PeerKind.NGINX_64K ? " " + LARGE : "");
    Service service =
        start(stage, kind.label(), PROXY.formatted(node, port, buffers), cores::onProxyCore);
    service.awaitListening(port, bound());
    return new Peer(kind, port, service);
  }

  /** Starts one with this server, which it does not wait for. */
  static Service start(
      Stage stage, String name, String server, UnaryOperator<List<String>> pinned) {
    Path folder = stage.folder(name);
    // Started by root, the worker would be another user, who may not enter the stage's folder.
    String user = "root".equals(System.getProperty("user.name")) ? "user root;" : "";
    Path configuration = stage.write(name + ".conf", MAIN.formatted(user, folder, server));
    return stage.start(
        name,
        pinned.apply(
            List.of(
                Tools.path("nginx"),
                "-p",
                folder.toString(),
                "-e",
                folder.resolve("start.log").toString(),
                "-c",
                configuration.toString(),
                "-g",
                "daemon off;")));
  }

  private static Duration bound() {
    return Duration.ofSeconds(10);
  }
}
