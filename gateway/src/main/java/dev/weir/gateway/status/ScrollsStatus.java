package dev.weir.gateway.status;

import java.util.Map;

/**
 * The scrolls of a gateway at one moment.
 *
 * @param open how many are open, by tenant, of those that have ever had one
 * @param opened how many were opened since the start
 * @param expired how many have ended by themselves
 * @param uncounted how many are not among the open, since there were too many or their id was not
 *     to be seen
 */
public record ScrollsStatus(Map<String, Integer> open, long opened, long expired, long uncounted) {
  /** There has been none. */
  public static final ScrollsStatus NONE = new ScrollsStatus(Map.of(), 0, 0, 0);

  public ScrollsStatus {
    open = Map.copyOf(open);
  }
}
