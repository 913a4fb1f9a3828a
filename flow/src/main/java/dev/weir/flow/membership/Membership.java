package dev.weir.flow.membership;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.random.RandomGenerator;

/**
 * Who belongs to a group, judged from the lists of a source that may err and from probes of the
 * members. Four rules:
 *
 * <ul>
 *   <li>Whoever is named, is a member; whoever is named as draining is let out gently.
 *   <li>A suspect member is probed, at once and then at intervals, and is gone when so many probes
 *       in a row have failed; an answer brings it back. By policy this holds for members that are
 *       named no longer, too; without the policy they are gone at once.
 *   <li>A source that names fewer members than it did, by more than a share within a time, or
 *       nobody at all, is doubted: who was a member stays one, while new ones are taken. Those who
 *       have taken their leave are not missed, nor those in whose place others came.
 *   <li>Members that were assumed before the source had said anything give way to its first list.
 * </ul>
 *
 * <p>Not safe for several threads. Times are in nanoseconds of any monotonic clock. What it keeps
 * is bounded by the lists that it is given and by {@link #MOST_REMEMBERED} members beside them.
 *
 * @param <K> what a member is told by
 */
public final class Membership<K> {
  /** Members that are remembered though their source names them no longer. */
  public static final int MOST_REMEMBERED = 10_000;

  private static final double JITTER = 0.2;

  private static final class Member {
    private Presence presence = Presence.UP;
    private boolean listed = true;
    private boolean assumed;
    private boolean left;
    private long missingSince;
    private int failedProbes;
    private long nextProbe;
    private boolean underway;

    private void beginProbes(long now) {
      failedProbes = 0;
      nextProbe = now;
    }
  }

  private final MembershipPolicy policy;
  private final RandomGenerator random;
  private final Map<K, Member> members = new LinkedHashMap<>();
  private final SlidingPeak peak;
  private boolean empty;

  /**
   * A group without members.
   *
   * @param random spreads the probes of many judges over time
   */
  public Membership(MembershipPolicy policy, RandomGenerator random) {
    this.policy = policy;
    this.random = random;
    this.peak = new SlidingPeak(policy.doubtNanos());
  }

  /** Takes these for members until the source names some. */
  public void assume(Set<K> assumed) {
    for (K key : assumed) {
      Member member = new Member();
      member.assumed = true;
      members.putIfAbsent(key, member);
    }
  }

  /** The source has given its whole list. */
  public void listed(Map<K, Presence> list, long now) {
    boolean wasEmpty = empty;
    // While nobody is named, those who were before are still there, for all that is known.
    peak.ended(wasEmpty ? standings(now).size() : named(), now);
    empty = list.isEmpty();
    members.entrySet().removeIf(entry -> entry.getValue().assumed && !empty);
    members.forEach(
        (key, member) -> {
          if (!list.containsKey(key) && !member.assumed) {
            miss(member, wasEmpty, now);
          }
        });
    list.forEach((key, presence) -> name(key, presence, now));
    forget(now);
  }

  private int named() {
    int named = 0;
    for (Member member : members.values()) {
      named += member.listed && !member.assumed ? 1 : 0;
    }
    return named;
  }

  private void miss(Member member, boolean wasEmpty, long now) {
    if (member.listed) {
      member.listed = false;
      // Whoever has failed its probes was gone before its source saw it.
      member.left =
          member.presence == Presence.DRAINING
              || (member.presence == Presence.SUSPECT && member.failedProbes >= policy.probes());
      member.missingSince = now;
      if (member.presence != Presence.SUSPECT) {
        member.beginProbes(now);
      }
    } else if (wasEmpty && !empty && !member.left) {
      // A source that fills again may do so one by one: its gaps are as fresh as its list.
      member.missingSince = now;
    }
  }

  private void name(K key, Presence presence, long now) {
    Member member = members.computeIfAbsent(key, k -> new Member());
    boolean suspectBefore = member.listed && member.presence == Presence.SUSPECT;
    member.listed = true;
    member.assumed = false;
    member.left = false;
    member.presence = presence;
    if (presence == Presence.SUSPECT && !suspectBefore) {
      member.beginProbes(now);
    } else if (presence != Presence.SUSPECT) {
      member.failedProbes = 0;
    }
  }

  /** A probe of {@link #dueProbes} has come back; a member that is not known is passed over. */
  public void probed(K key, boolean answered, long now) {
    Member member = members.get(key);
    if (member == null) {
      return;
    }
    member.underway = false;
    member.failedProbes = answered ? 0 : Math.min(member.failedProbes + 1, policy.probes());
    double spread = 1 - JITTER + 2 * JITTER * random.nextDouble();
    member.nextProbe = now + (long) (policy.probeNanos() * spread);
  }

  /** Whom to probe now; each is given once until its probe has come back. */
  public List<K> dueProbes(long now) {
    List<K> due = new ArrayList<>();
    members.forEach(
        (key, member) -> {
          if (isProbed(member) && !member.underway && now - member.nextProbe >= 0) {
            member.underway = true;
            due.add(key);
          }
        });
    return due;
  }

  private boolean isProbed(Member member) {
    return member.listed
        ? member.presence == Presence.SUSPECT
        : !member.left && policy.keepsWhatAnswers();
  }

  /** Whether it is remembered, be it as one that is gone. */
  public boolean knows(K key) {
    return members.containsKey(key);
  }

  /** Whether the source is not believed at that moment. */
  public boolean isDoubted(long now) {
    int named = named();
    int left = 0;
    int lost = 0;
    for (Member member : members.values()) {
      left += !member.listed && member.left ? 1 : 0;
      lost += !member.listed && !member.left ? 1 : 0;
    }
    if (named == 0 && !policy.believesEmpty()) {
      return lost > 0;
    }
    long before = peak.at(now);
    return lost > 0 && (before - named - left) * 100 > policy.mostLostPercent() * before;
  }

  private boolean isFresh(Member member, long now) {
    return now - member.missingSince < policy.doubtNanos();
  }

  /** Every member that is one at that moment, in the order in which they came. */
  public Map<K, Standing> standings(long now) {
    boolean doubted = isDoubted(now);
    Map<K, Standing> standings = new LinkedHashMap<>();
    members.forEach(
        (key, member) -> {
          Standing standing = standing(member, doubted, now);
          if (standing.isMember()) {
            standings.put(key, standing);
          }
        });
    return standings;
  }

  private Standing standing(Member member, boolean doubted, long now) {
    if (!member.listed) {
      if (member.left) {
        return Standing.GONE;
      }
      if (doubted && (empty || isFresh(member, now))) {
        return Standing.DOUBTED;
      }
      return isProbed(member) ? byProbes(member) : Standing.GONE;
    }
    return switch (member.presence) {
      case UP -> Standing.LISTED;
      case DRAINING -> Standing.DRAINING;
      case SUSPECT -> byProbes(member);
    };
  }

  private Standing byProbes(Member member) {
    return member.failedProbes >= policy.probes() ? Standing.GONE : Standing.PROBED;
  }

  /** Those gone are remembered while their source may still turn out to have erred. */
  private void forget(long now) {
    boolean doubted = isDoubted(now);
    int missing = members.size() - named();
    for (Iterator<Member> each = members.values().iterator(); each.hasNext(); ) {
      Member member = each.next();
      if (!member.listed) {
        boolean gone = standing(member, doubted, now) == Standing.GONE;
        if ((gone && !isFresh(member, now)) || missing > MOST_REMEMBERED) {
          each.remove();
          missing--;
        }
      }
    }
  }
}
