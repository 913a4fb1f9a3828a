package dev.weir.gateway.admission;

import dev.weir.gateway.filter.Request;
import dev.weir.gateway.settings.LimitKey;
import dev.weir.gateway.shape.Visit;
import dev.weir.search.Operation;
import dev.weir.search.shape.ShapeId;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * What tells one request from another where each has a limit of its own. A request that passes
 * allocates nothing, unless it names itself at length. Safe from any thread.
 */
final class Keys {
  private static final String NOBODY = "";

  /** What clients choose is kept for long, and shown: more than this is a hash. */
  private static final int LONGEST = 128;

  private static final int BEGINNING = 32;
  private static final int USERS = 1 << 10;

  /** One of a tenant's users. */
  private record User(String tenant, String name) {
    @Override
    public String toString() {
      return tenant + "/" + name;
    }
  }

  private final LimitKey by;
  private final @Nullable String header;

  /** Users that were seen, each where its hash says, so that they need not be made anew. */
  private final AtomicReferenceArray<@Nullable User> users;

  Keys(LimitKey by, @Nullable String header) {
    this.by = by;
    this.header = header;
    this.users = new AtomicReferenceArray<>(by == LimitKey.USER ? USERS : 0);
  }

  /** Whose limit a request has. */
  Object of(Request request) {
    return switch (by) {
      case ALL -> NOBODY;
      case TENANT -> request.tenant().name();
      case USER -> user(request.tenant().name(), request.user());
      case ADDRESS -> address(request.client().getAddress());
      case OPERATION -> request.operation();
      case INDEX -> bounded(request.indices());
      case SHAPE -> shape(request);
      case HEADER -> header == null ? NOBODY : bounded(request.headers().get(header));
    };
  }

  /** Those that are no searches, or are not read, share one. */
  private static String shape(Request request) {
    Visit visit = request.attribute(Visit.KEY);
    return visit == null ? NOBODY : ShapeId.text(visit.fingerprint(0));
  }

  /** One who names no user is its tenant. */
  private Object user(String tenant, @Nullable String named) {
    if (named == null) {
      return tenant;
    }
    String name = bounded(named);
    int place = (31 * tenant.hashCode() + name.hashCode()) & (USERS - 1);
    User seen = users.get(place);
    if (seen != null && seen.name().equals(name) && seen.tenant().equals(tenant)) {
      return seen;
    }
    User fresh = new User(tenant, name);
    users.set(place, fresh);
    return fresh;
  }

  /** Of IPv6 the network: who has one has as many addresses in it as he likes. */
  static Object address(@Nullable InetAddress address) {
    return address instanceof Inet6Address
        ? (Object) ByteBuffer.wrap(address.getAddress()).getLong()
        : address == null ? NOBODY : address;
  }

  private static String bounded(@Nullable String said) {
    if (said == null) {
      return NOBODY;
    }
    return said.length() <= LONGEST
        ? said
        : said.substring(0, BEGINNING) + "… sha256:" + HexFormat.of().formatHex(hash(said));
  }

  private static byte[] hash(String text) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has it", e);
    }
  }

  /** A key as people write it. */
  static String text(Object key) {
    return switch (key) {
      case InetAddress address -> address.getHostAddress();
      case Long network -> network(network);
      case Operation operation -> operation.text();
      default -> key.toString();
    };
  }

  private static String network(long network) {
    return "%x:%x:%x:%x::/64"
        .formatted(
            network >>> 48, network >>> 32 & 0xffff, network >>> 16 & 0xffff, network & 0xffff);
  }

  /** The same in words, for whoever is refused; empty if all share one. */
  String whose(Request request) {
    return switch (by) {
      case ALL -> "";
      case TENANT -> "tenant [" + request.tenant().name() + "]";
      case USER -> "user [" + (request.user() == null ? "unknown" : request.user()) + "]";
      case ADDRESS -> "address [" + request.client().getAddress().getHostAddress() + "]";
      case OPERATION -> "operation [" + request.operation().text() + "]";
      case INDEX -> "index [" + bounded(request.indices()) + "]";
      case SHAPE -> "shape [" + shape(request) + "]";
      case HEADER -> "header [" + header + "]";
    };
  }
}
