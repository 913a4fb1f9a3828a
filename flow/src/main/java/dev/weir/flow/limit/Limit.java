package dev.weir.flow.limit;

/**
 * A limit on how much may pass: asks, and takes what it is given. The rule can be changed at any
 * time, for one of another kind too, without forgetting what has been used.
 *
 * <p>Safe from any thread; lock-free; allocates nothing but when the rule changes. Time may differ
 * from thread to thread, and may step back: what is earlier than the latest counts as that, and
 * nothing is gained by it. After a step of more than a second, the limit goes on from the new time
 * with all that is in use, or as if all were, so that it does not stand still until the old time
 * comes again.
 *
 * <p>A request that several limits have a say in asks one after the other; if one refuses, it gives
 * back to those before, at once. A leaky bucket is asked last: its turns cannot be given back.
 *
 * <p>Not Bucket4j's: it makes a copy of its state for every request, knows no leaky bucket that
 * keeps places, no window that holds over every stretch of its length, and no time that is brought
 * along; {@code LimitBench} measures both.
 */
public final class Limit implements Retirable {
  /** A wait without end: more is asked for than is ever permitted at once. */
  public static final long NEVER = Long.MAX_VALUE / 2;

  private volatile Meter meter;

  /**
   * A limit of which nothing is in use.
   *
   * @param now in nanoseconds of any monotonic clock
   */
  public Limit(LimitRule rule, long now) {
    this.meter = Meter.of(rule, 0, now);
  }

  /**
   * Asks for permits, and takes them if they are there.
   *
   * @param permits at least 1
   * @return 0 if they were taken; else the nanoseconds after which they would be there if nobody
   *     else took any, or {@link #NEVER}
   */
  public long admit(long now, int permits) {
    Meter asked = meter;
    long answer = asked.admit(now, permits);
    while (answer < Meter.RETIRED) {
      asked = next(asked, answer, now);
      answer = asked.admit(now, permits);
    }
    return answer;
  }

  /**
   * As {@link #admit}, but a leaky bucket may also keep a place: then the request is to go on after
   * a wait.
   *
   * @return how long to hold the request before it goes on, from 0; or below 0 if it is refused:
   *     the nanoseconds after which it would get a place, negative
   */
  public long hold(long now, int permits) {
    Meter asked = meter;
    long answer = asked.hold(now, permits);
    while (answer < Meter.RETIRED) {
      asked = next(asked, answer, now);
      answer = asked.hold(now, permits);
    }
    return answer;
  }

  private Meter next(Meter stale, long answer, long now) {
    Meter next =
        answer == Meter.STEPPED_BACK ? stale.replace(stale.rule(), now) : stale.successor(now);
    // Another thread may have come further; then this one's is found to be closed, too.
    meter = next;
    return next;
  }

  /**
   * Takes permits that have been used already, whether they are there or not: it turned out that
   * more was needed than {@link #admit} was asked for. Of a bucket of tokens as many as its rule
   * lets it owe; of any other limit, only what is there.
   *
   * @param permits at least 1
   */
  public void charge(long now, int permits) {
    Meter asked = meter;
    long answer = asked.charge(now, permits);
    while (answer < Meter.RETIRED) {
      asked = next(asked, answer, now);
      answer = asked.charge(now, permits);
    }
  }

  /** What {@link #admit} would say; takes nothing. */
  public long peek(long now, int permits) {
    return meter.peek(now, permits);
  }

  /**
   * Gives permits back that were taken a moment ago and are not needed, as another limit has
   * refused. What cannot be given back without harm stays taken.
   *
   * @param admittedAt the time that {@link #admit} was given
   */
  public void giveBack(long admittedAt, int permits) {
    meter.giveBack(admittedAt, permits);
  }

  /**
   * Goes on with another rule from now on. Of what is in use, as much counts as the new rule
   * permits at once.
   */
  public void change(LimitRule rule, long now) {
    Meter next;
    do {
      next = meter.replace(rule, now);
      meter = next;
    } while (!next.rule().equals(rule) && !next.isRetired());
  }

  /** From then on, every answer is {@link Meter#RETIRED}. */
  @Override
  public boolean retire(long now) {
    return meter.retire(now);
  }

  @Override
  public boolean isRetired() {
    return meter.isRetired();
  }

  public LimitRule rule() {
    return meter.rule();
  }

  /** Permits in use at a time, at most {@link #bound}; a part of one counts as a whole. */
  public long used(long now) {
    return meter.used(now);
  }

  /** The most permits that can be in use at once. */
  public long bound() {
    return meter.rule().bound();
  }
}
