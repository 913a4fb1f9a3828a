package dev.weir.gateway.upstream;

import dev.weir.gateway.settings.ClientTlsSettings;
import dev.weir.gateway.settings.ClusterSettings;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.util.InsecureTrustManagerFactory;
import java.io.File;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** TLS towards nodes: their certificates and names are verified unless that was turned off. */
final class UpstreamTls {
  private UpstreamTls() {}

  /** The context for a cluster; null if it cannot meet a node at an https address. */
  static @Nullable SslContext of(ClusterSettings cluster) throws IOException {
    // Whoever learns endpoints elsewhere may learn of one that speaks TLS.
    boolean secure =
        cluster.discovery().source() != null
            || cluster.nodes().stream().anyMatch(node -> "https".equals(node.getScheme()));
    if (!secure) {
      return null;
    }
    ClientTlsSettings settings = cluster.tls();
    try {
      SslContextBuilder builder = SslContextBuilder.forClient();
      if (settings.authorities() != null) {
        builder.trustManager(settings.authorities().toFile());
      }
      if (settings.certificate() != null && settings.key() != null) {
        File key = settings.key().toFile();
        builder.keyManager(settings.certificate().toFile(), key);
      }
      if (settings.verify()) {
        builder.endpointIdentificationAlgorithm("HTTPS");
      } else {
        builder
            .trustManager(InsecureTrustManagerFactory.INSTANCE)
            .endpointIdentificationAlgorithm(null);
      }
      return builder.build();
    } catch (IllegalArgumentException e) {
      throw new IOException("TLS towards nodes: " + e.getMessage(), e);
    }
  }
}
