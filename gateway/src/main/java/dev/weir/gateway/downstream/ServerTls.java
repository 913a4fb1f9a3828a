package dev.weir.gateway.downstream;

import dev.weir.gateway.runtime.EventLoops;
import dev.weir.gateway.settings.ServerTlsSettings;
import io.netty.handler.ssl.ClientAuth;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
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
        builder.trustManager(settings.clientAuthorities().toFile()).clientAuth(ClientAuth.REQUIRE);
      }
      return builder.build();
    } catch (IllegalArgumentException e) {
      throw new IOException("TLS towards clients: " + e.getMessage(), e);
    }
  }

  @Override
  public void close() {
    watch.cancel(false);
  }
}
