package dev.weir.search.scroll;

import java.util.List;

/**
 * What a request says of scrolls.
 *
 * @param ids those that it names, by {@link ScrollId}
 * @param all whether it means all there are
 * @param keepAliveNanos how long it wants them kept from now on; -1 if it does not say, or nothing
 *     that can be read
 */
public record ScrollUse(List<Long> ids, boolean all, long keepAliveNanos) {
  public ScrollUse {
    ids = List.copyOf(ids);
  }

  /** How long engines keep them from now on, as far as that can be told. */
  public long kept() {
    return keepAliveNanos < 0 ? KeepAlive.DEFAULT_NANOS : keepAliveNanos;
  }
}
