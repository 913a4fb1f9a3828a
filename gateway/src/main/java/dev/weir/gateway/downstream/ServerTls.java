package dev.weir.gateway.downstream;

import dev.weir.gateway.runtime.EventLoops;
import dev.weir.gateway.settings.ServerTlsSettings;
import io.netty.channel.Channel;
import io.netty.handler.ssl.ClientAuth;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslHandler;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A listener's certificate: read from its files, and read again when they change. Files that are
 * wrong change nothing and are logged. Compared by content, since a renewal may keep or swap names.
 */
final class ServerTls implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(ServerTls.class);
  private static final long SECONDS_BETWEEN = 1;

  private final ServerTlsSettings settings;
  private final ScheduledFuture<?> watch;
  private volatile SslContext context;
  private int seen;

  private ServerTls(ServerTlsSettings settings, EventLoops loops) throws IOException {
    this.settings = settings;
    this.seen = fingerprint();
    this.context = read();
    this.watch =
        loops
            .control()
            .scheduleWithFixedDelay(this::look, SECONDS_BETWEEN, SECONDS_BETWEEN, TimeUnit.SECONDS);
  }

  /**
   * Reads the files and begins to watch them.
   *
   * @throws IOException if a file cannot be read or is not what it should be
   */
  static ServerTls start(ServerTlsSettings settings, EventLoops loops) throws IOException {
    return new ServerTls(settings, loops);
  }

  SslContext context() {
    return context;
  }

  private void look() {
    try {
      int now = fingerprint();
      if (now != seen) {
        seen = now;
        context = read();
        LOG.info("event=certificate-reloaded certificate={}", settings.certificate());
      }
    } catch (IOException e) {
      LOG.warn(
          "event=certificate-not-reloaded certificate={} cause=\"{}\"",
          settings.certificate(),
          e.getMessage());
    }
  }

  private int fingerprint() throws IOException {
    int hash = 1;
    for (Path file :
        Stream.of(settings.certificate(), settings.key(), settings.clientAuthorities())
            .filter(path -> path != null)
            .toList()) {
      hash = 31 * hash + Arrays.hashCode(Files.readAllBytes(file));
    }
    return hash;
  }

  private SslContext read() throws IOException {
    try {
      SslContextBuilder builder =
          SslContextBuilder.forServer(settings.certificate().toFile(), settings.key().toFile());
      if (settings.clientAuthorities() != null) {
        boolean optional =
            settings.clientCertificate() == ServerTlsSettings.ClientCertificate.OPTIONAL;
        builder
            .trustManager(settings.clientAuthorities().toFile())
            .clientAuth(optional ? ClientAuth.OPTIONAL : ClientAuth.REQUIRE);
      }
      return builder.build();
    } catch (IllegalArgumentException e) {
      throw new IOException("TLS towards clients: " + e.getMessage(), e);
    }
  }

  /** The certificate that the other end of a connection has shown; null if it has shown none. */
  static @Nullable X509Certificate shownBy(Channel channel) {
    SslHandler tls = channel.pipeline().get(SslHandler.class);
    if (tls == null) {
      return null;
    }
    try {
      Certificate[] chain = tls.engine().getSession().getPeerCertificates();
      return chain[0] instanceof X509Certificate certificate ? certificate : null;
    } catch (SSLPeerUnverifiedException e) {
      return null;
    }
  }

  @Override
  public void close() {
    watch.cancel(false);
  }
}
