package dev.weir.gateway.filter;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** A response on its way to the client. Valid within {@link Filter#onResponse}. */
public interface Response {
  /** The status, 200 to 599. */
  int status();

  Headers headers();

  /** Name of the endpoint that gave it; null if a filter or Weir itself did. */
  @Nullable String endpoint();

  /**
   * The whole body, read-only, if {@link BodyNeed#whole} was asked for; null if it is larger than
   * the limit.
   *
   * @throws IllegalStateException if it was not asked for
   */
  @Nullable ByteBuffer body();

  /** Replaces the body. The bytes must not change afterwards. */
  void setBody(ByteBuffer body);

  /**
   * Lets the body pass through a transformer on its way, if {@link BodyNeed#streamed} was asked.
   */
  void transformBody(BodyTransformer transformer);

  /**
   * Lets a watcher look at the beginning of the body on its way. Needs no body to be asked for;
   * does nothing for answers that are not a node's.
   */
  void watchBody(BodyWatcher watcher);
}
