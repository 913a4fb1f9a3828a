package dev.weir.gateway.tenant;

import java.net.InetSocketAddress;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A client's connection as one who asks: where it comes from, the certificate that it has shown,
 * and what its last credentials were found to be, so that the same bytes are not judged again. Used
 * by the connection's event loop. Holds at most {@value #MOST_REMEMBERED} bytes.
 */
public final class Caller {
  static final int MOST_REMEMBERED = 4096;

  private static final byte[] NOTHING = {};

  private final InetSocketAddress address;
  private final Supplier<@Nullable X509Certificate> certificate;

  /** Who found out what is remembered; nothing it says holds for another. */
  private @Nullable Identifier by;

  private byte[] shown = NOTHING;
  private @Nullable Verdict worth;
  private @Nullable Known byCertificate;
  private @Nullable Known byAddress;

  /**
   * The caller at the other end of a connection.
   *
   * @param certificate gives the certificate that was shown and found right; null if none was
   */
  public Caller(InetSocketAddress address, Supplier<@Nullable X509Certificate> certificate) {
    this.address = address;
    this.certificate = certificate;
  }

  InetSocketAddress address() {
    return address;
  }

  @Nullable X509Certificate certificate() {
    return certificate.get();
  }

  /** What the connection itself is known by is looked up once. */
  void meet(Identifier identifier) {
    if (!identifier.equals(by)) {
      by = identifier;
      shown = NOTHING;
      worth = null;
      byCertificate = identifier.ofCertificate(this);
      byAddress = identifier.ofAddress(this);
    }
  }

  @Nullable Known byCertificate() {
    return byCertificate;
  }

  @Nullable Known byAddress() {
    return byAddress;
  }

  /** What these bytes were found to be worth the last time; null if they are others. */
  @Nullable Verdict recall(byte[] bytes, int from, int to, long now) {
    if (worth == null || !Arrays.equals(bytes, from, to, shown, 0, shown.length)) {
      return null;
    }
    return worth instanceof Known known && known.isOver(now) ? null : worth;
  }

  void remember(byte[] bytes, int from, int to, Verdict found) {
    if (to - from <= MOST_REMEMBERED) {
      shown = Arrays.copyOfRange(bytes, from, to);
      worth = found;
    }
  }
}
