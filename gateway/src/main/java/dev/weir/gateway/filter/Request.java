package dev.weir.gateway.filter;

import dev.weir.search.Operation;
import dev.weir.search.Payload;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * A request on its way to the cluster. Valid until {@link Filter#onEnd} has returned, and only on
 * the exchange's event loop.
 */
public interface Request {
  /** The method as the client wrote it, {@code GET}. */
  String method();

  /** The target as the client wrote it: path and query, percent-encoded. */
  String target();

  /** The target's path, percent-encoded, without the query. */
  String path();

  /** The target's query without {@code ?}, percent-encoded; null if there is none. */
  @Nullable String query();

  /** Sends the request to another target; an origin-form target, percent-encoded. */
  void setTarget(String target);

  /** What kind of operation the request is, by method and path. */
  Operation operation();

  /** What the body holds, if there is one, by the path of the client's target. */
  Payload payload();

  /**
   * Which indices the client's target names in its path, as it stands there, percent signs decoded:
   * names and patterns with commas between them, nothing of which is resolved. Null if the path
   * names none; what the body names is not seen.
   */
  @Nullable String indices();

  Headers headers();

  /** The client's address. */
  InetSocketAddress client();

  /** Name of the route that the request takes. */
  String route();

  /** Whose request it is; {@link Tenant#UNKNOWN} until that has been told. */
  Tenant tenant();

  /**
   * The user that asks, as what was shown names it: of Basic or a certificate, an API key's id, a
   * token's claim. Null if nothing names one. Never a secret, but chosen by others: a key for
   * limits, not for metrics.
   */
  @Nullable String user();

  /**
   * The whole body, read-only, if {@link BodyNeed#whole} was asked for and the body is within the
   * limit.
   *
   * @throws IllegalStateException if it was not asked for
   * @return null if the body is larger than the limit that was asked for with {@link
   *     BodyNeed.Overflow#PASS}
   */
  @Nullable ByteBuffer body();

  /**
   * As {@link #body}, but of a body that is larger its beginning, as much as is at hand of what was
   * asked for; empty if nothing is.
   *
   * @throws IllegalStateException if it was not asked for
   */
  ByteBuffer bodyStart();

  /**
   * Whether the body is cut short because too much was held of others' at that moment, and not
   * because it is larger than the limit: later it might be held.
   */
  default boolean isBodyDenied() {
    return false;
  }

  /** Replaces the body. The bytes must not change afterwards. */
  void setBody(ByteBuffer body);

  /**
   * Lets the body pass through a transformer on its way. Only in {@link Filter#onRequest}, and only
   * if {@link BodyNeed#streamed} was asked for.
   */
  void transformBody(BodyTransformer transformer);

  /** What a filter has put here for this exchange; null if nothing. */
  <T> @Nullable T attribute(AttributeKey<T> key);

  <T> void setAttribute(AttributeKey<T> key, T value);
}
