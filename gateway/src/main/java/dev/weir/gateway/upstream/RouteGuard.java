package dev.weir.gateway.upstream;

import dev.weir.flow.breaker.Breaker;
import dev.weir.flow.breaker.BreakerRule;
import dev.weir.flow.standby.Standby;
import dev.weir.gateway.filter.ExchangeEnd;
import dev.weir.gateway.runtime.EventLoops;
import dev.weir.gateway.runtime.LoopContext;
import dev.weir.gateway.settings.AllOutSettings;
import dev.weir.gateway.settings.BreakerSettings;
import dev.weir.gateway.settings.RouteSettings;
import dev.weir.gateway.status.BreakerStatus;
import dev.weir.gateway.status.StateChange.Kind;
import io.netty.util.concurrent.Future;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Whether a route's requests go to its cluster, to the standby of that, or nowhere: its breaker,
 * its standby, and the choice when all are out. Asked for every request on any event loop, without
 * a lock or an allocation; one loop looks after it ten times a second.
 */
public final class RouteGuard implements AutoCloseable {
  /** Where a request goes. */
  public enum Way {
    PRIMARY,
    STANDBY,
    /** It is turned away, since no node is well. */
    ALL_OUT,
    /** It is turned away, since the breaker is open. */
    BREAKER_OPEN
  }

  private static final int PROOFS = 3;
  private static final int LONGEST_OPEN = 8;

  /** A loop's tickets are a cache line apart from the next one's. */
  private static final int STRIDE = 16;

  private final RouteSettings settings;
  private final UpstreamCluster primary;
  private final @Nullable UpstreamCluster standbyCluster;
  private final @Nullable UpstreamCluster dependency;
  private final @Nullable Breaker breaker;
  private final @Nullable Standby standby;
  private final boolean panics;
  private final long slowNanos;
  private final long[] tickets;
  private final @Nullable Future<?> looks;

  private RouteGuard(
      RouteSettings settings,
      UpstreamCluster primary,
      @Nullable UpstreamCluster standbyCluster,
      @Nullable UpstreamCluster dependency,
      EventLoops loops) {
    this.settings = settings;
    this.primary = primary;
    this.standbyCluster = standbyCluster;
    this.dependency = dependency;
    BreakerSettings given =
        settings.breaker() != null || standbyCluster == null
            ? settings.breaker()
            : BreakerSettings.defaults();
    this.breaker = given == null ? null : new Breaker(rule(given));
    this.slowNanos = given == null ? Long.MAX_VALUE : given.slow().toNanos();
    this.standby = breaker == null || standbyCluster == null ? null : new Standby(breaker);
    this.panics = settings.whenAllOut().choice() == AllOutSettings.Choice.PANIC;
    this.tickets = new long[loops.contexts().size() * STRIDE];
    this.looks = breaker == null ? null : lookAgainAndAgain(breaker);
  }

  private Future<?> lookAgainAndAgain(Breaker at) {
    return primary
        .watchLoop()
        .loop()
        .scheduleAtFixedRate(
            () -> look(at), Breaker.LOOK_NANOS, Breaker.LOOK_NANOS, TimeUnit.NANOSECONDS);
  }

  /**
   * Begins to look after a route.
   *
   * @param standby what takes reads over; null if there is none
   * @param dependency what the breaker's dependency is checked by; closed with the guard
   */
  public static RouteGuard start(
      RouteSettings settings,
      UpstreamCluster primary,
      @Nullable UpstreamCluster standby,
      @Nullable UpstreamCluster dependency,
      EventLoops loops) {
    return new RouteGuard(settings, primary, standby, dependency, loops);
  }

  private static BreakerRule rule(BreakerSettings settings) {
    long open = settings.open().toNanos();
    return new BreakerRule(
        settings.slow().toNanos(),
        settings.slowPercent(),
        settings.failurePercent(),
        settings.minimumRequests(),
        settings.lasting().toNanos(),
        open,
        LONGEST_OPEN * open,
        settings.step().toNanos(),
        PROOFS);
  }

  public RouteSettings settings() {
    return settings;
  }

  public UpstreamCluster primary() {
    return primary;
  }

  /** What takes reads over; null if there is none. */
  public @Nullable UpstreamCluster standby() {
    return standbyCluster;
  }

  // For every request.

  /** Where a request goes. On the loop of the context. */
  public Way choose(boolean read, LoopContext context, long now) {
    UpstreamCluster other = standbyCluster;
    if (breaker != null) {
      long ticket = tickets[context.index() * STRIDE]++;
      if (standby == null) {
        if (!breaker.admits(ticket)) {
          return Way.BREAKER_OPEN;
        }
      } else if (read && other != null && standby.takes(ticket) && other.isAnyWell(now)) {
        return Way.STANDBY;
      }
    }
    if ((panics && !read) || (panics && other == null) || primary.isAnyWell(now)) {
      return Way.PRIMARY;
    }
    if (read && other != null && other.isAnyWell(now)) {
      return Way.STANDBY;
    }
    return panics ? Way.PRIMARY : Way.ALL_OUT;
  }

  /** Whether a read that the primary could not answer may be sent to the standby. */
  public boolean mayFallBack(long now) {
    return standby != null
        && standby.preference() != Standby.Preference.PRIMARY
        && standbyCluster != null
        && standbyCluster.isAnyWell(now);
  }

  /**
   * A request that was sent to the primary is over.
   *
   * @param movedOn whether the primary could not answer it, and the standby was asked
   */
  public void ended(boolean read, ExchangeEnd end, boolean movedOn) {
    Breaker recorder = breaker;
    if (recorder == null || (standby != null && !read)) {
      return;
    }
    long now = System.nanoTime();
    switch (end.outcome()) {
      case ANSWERED -> {
        int status = end.status();
        boolean failed = movedOn || status == 502 || status == 503 || status == 504;
        recorder.record(now, end.upstreamNanos(), failed);
      }
      case UPSTREAM_FAILED, UPSTREAM_UNAVAILABLE, UPSTREAM_TIMEOUT, TRUNCATED ->
          recorder.record(now, end.durationNanos(), true);
      case CLIENT_GONE -> {
        // A client that has waited in vain says as much as a slow answer; another says nothing.
        if (end.attempts() > 0 && end.durationNanos() > slowNanos) {
          recorder.record(now, end.durationNanos(), false);
        }
      }
      case ANSWERED_HERE, REFUSED, INVALID, CLIENT_TIMEOUT -> {}
    }
  }

  // As time passes.

  private void look(Breaker at) {
    long now = System.nanoTime();
    at.absent(absence());
    Breaker.State before = at.state();
    if (at.look(now) && at.state() != before) {
      primary.changes().note(subject(), kind(at.state()), at.cause());
    }
    if (standby != null && standby.look(now)) {
      primary.changes().note(subject(), Kind.STANDBY_AUTOMATIC, "its time was over");
    }
  }

  /** Why what the breaker stands for cannot be asked; null if it can. */
  private @Nullable String absence() {
    if (dependency != null && !dependency.isAnyUp()) {
      return "what it depends on does not answer";
    }
    return standby != null && !primary.isAnyUp() ? "no node of it is up" : null;
  }

  private Kind kind(Breaker.State state) {
    return switch (state) {
      case OPEN -> standby == null ? Kind.BREAKER_OPEN : Kind.STANDBY_TAKES_OVER;
      case RECOVERING -> standby == null ? Kind.BREAKER_RECOVERING : Kind.STANDBY_GIVES_BACK;
      case CLOSED -> standby == null ? Kind.BREAKER_CLOSED : Kind.STANDBY_RESTS;
    };
  }

  private String subject() {
    return "route:" + settings.name();
  }

  /**
   * Prefers the primary or the standby for a time.
   *
   * @return false if there is no standby
   */
  public boolean prefer(Standby.Preference preference, Duration time) {
    if (standby == null) {
      return false;
    }
    standby.prefer(preference, System.nanoTime() + time.toNanos());
    Kind kind =
        switch (preference) {
          case AUTOMATIC -> Kind.STANDBY_AUTOMATIC;
          case PRIMARY -> Kind.STANDBY_FORBIDDEN;
          case STANDBY -> Kind.STANDBY_ORDERED;
        };
    primary
        .changes()
        .note(
            subject(),
            kind,
            preference == Standby.Preference.AUTOMATIC
                ? "by hand"
                : "by hand; for " + time.toMillis() + " ms");
    return true;
  }

  /** The guard at this moment; null if it has no breaker. */
  public @Nullable BreakerStatus status() {
    if (breaker == null) {
      return null;
    }
    return new BreakerStatus(
        settings.name(),
        primary.name(),
        breaker.state().name().toLowerCase(Locale.ROOT),
        breaker.share(),
        breaker.cause(),
        settings.standby(),
        standby == null ? null : standby.preference().name().toLowerCase(Locale.ROOT),
        primary.changes().counts(subject()));
  }

  @Override
  public void close() {
    if (looks != null) {
      looks.cancel(false);
    }
    if (dependency != null) {
      dependency.close();
    }
  }
}
