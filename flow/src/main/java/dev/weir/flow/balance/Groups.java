package dev.weir.flow.balance;

import java.util.Arrays;
import java.util.List;

/**
 * The endpoints of a cluster in the groups in which a request looks for one: those whose role suits
 * it best in the zone that it should go to, those whose role suits it best anywhere, any in that
 * zone, any. A group that can hold nothing that was not looked at before is left out, so that a
 * cluster without zones and roles has a single one. Made once for a list of endpoints; immutable.
 */
public final class Groups {
  /**
   * An endpoint of the list.
   *
   * @param home whether it is in the gateway's zone, or no zone is preferred
   */
  public record Member(NodeKind kind, boolean home) {}

  private static final int SERVES = 1;
  private static final int BEST = 2;
  private static final int HOME = 4;
  private static final int AWAY = 8;

  /** For one purpose. */
  private static final class Sorted {
    private final int[] bits;
    private final int[] staying;
    private final int[] leaving;
    private final int homes;

    private Sorted(List<Member> members, Purpose purpose) {
      bits = members.stream().mapToInt(member -> bitsOf(member, purpose)).toArray();
      staying = masks(bits, HOME);
      leaving = masks(bits, AWAY);
      homes = (int) Arrays.stream(bits).filter(each -> has(each, HOME | SERVES)).count();
    }
  }

  private final boolean zoned;
  private final Sorted writes;
  private final Sorted heavyReads;
  private final Sorted others;

  private Groups(List<Member> members) {
    zoned = members.stream().anyMatch(member -> !member.home());
    writes = new Sorted(members, Purpose.WRITE);
    heavyReads = new Sorted(members, Purpose.HEAVY_READ);
    others = new Sorted(members, Purpose.ANY);
  }

  /** The groups of these endpoints, in their order. */
  public static Groups of(List<Member> members) {
    boolean someServe = members.stream().anyMatch(member -> member.kind() != NodeKind.MANAGER);
    return new Groups(
        someServe
            ? members
            : members.stream().map(member -> new Member(NodeKind.OTHER, member.home())).toList());
  }

  private static int bitsOf(Member member, Purpose purpose) {
    int zone = member.home() ? HOME : AWAY;
    return switch (member.kind().fit(purpose)) {
      case BEST -> zone | SERVES | BEST;
      case FAIR -> zone | SERVES;
      case NEVER -> zone;
    };
  }

  private static int[] masks(int[] bits, int zone) {
    int common = -1;
    for (int each : bits) {
      common &= each;
    }
    int[] wanted = {SERVES | BEST | zone, SERVES | BEST, SERVES | zone, SERVES};
    int[] masks = new int[wanted.length];
    int count = 0;
    for (int mask : wanted) {
      int telling = mask & ~common;
      if (Arrays.stream(masks, 0, count).noneMatch(before -> has(telling, before))) {
        masks[count++] = telling;
      }
    }
    return Arrays.copyOf(masks, count);
  }

  private static boolean has(int bits, int mask) {
    return (bits & mask) == mask;
  }

  /** Whether some endpoint is not in the gateway's zone, so that there is something to decide. */
  public boolean isZoned() {
    return zoned;
  }

  /** How many endpoints of the gateway's zone serve a purpose. */
  public int homes(Purpose purpose) {
    return sorted(purpose).homes;
  }

  /** Whether an endpoint is one of the {@link #homes}. */
  public boolean isHome(int endpoint, Purpose purpose) {
    return has(sorted(purpose).bits[endpoint], HOME | SERVES);
  }

  /**
   * How many groups there are, at least 1.
   *
   * @param stays whether the request should stay in the gateway's zone; if not, other zones come
   *     first
   */
  public int count(Purpose purpose, boolean stays) {
    return masks(purpose, stays).length;
  }

  /** A group by its number, from 0, for {@link #isIn}. */
  public int group(int number, Purpose purpose, boolean stays) {
    return masks(purpose, stays)[number];
  }

  /** Whether an endpoint is in a group. */
  public boolean isIn(int endpoint, int group, Purpose purpose) {
    return group == 0 || has(sorted(purpose).bits[endpoint], group);
  }

  private Sorted sorted(Purpose purpose) {
    return switch (purpose) {
      case WRITE -> writes;
      case HEAVY_READ -> heavyReads;
      case ANY -> others;
    };
  }

  private int[] masks(Purpose purpose, boolean stays) {
    Sorted own = sorted(purpose);
    return stays ? own.staying : own.leaving;
  }
}
