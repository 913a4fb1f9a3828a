package dev.weir.gateway.filter;

import java.nio.ByteBuffer;

/** Changes a body as it passes, or only looks at it. One instance serves one body. */
@FunctionalInterface
public interface BodyTransformer {
  /**
   * Takes the next piece and gives what is to be sent in its place.
   *
   * @param piece bytes as they came; valid only within the call; empty, with {@code last}, at the
   *     end
   * @param last whether nothing follows
   * @return the same buffer untouched to pass it on without a copy, or a buffer of its own,
   *     possibly empty, that does not change afterwards
   */
  ByteBuffer transform(ByteBuffer piece, boolean last);
}
