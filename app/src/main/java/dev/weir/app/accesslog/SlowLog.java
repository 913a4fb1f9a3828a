package dev.weir.app.accesslog;

import dev.weir.flow.limit.Limit;
import dev.weir.flow.limit.LimitRule;
import dev.weir.gateway.ExchangeObserver;
import dev.weir.gateway.filter.ExchangeEnd;
import dev.weir.gateway.filter.Request;
import dev.weir.gateway.settings.SlowLogSettings;
import dev.weir.gateway.shape.Visit;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Objects;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The log of slow searches: off until it is given settings, and switched while exchanges run. It
 * never makes an exchange wait: lines beyond its rate, or that cannot be written in time, are
 * dropped and counted.
 */
public final class SlowLog implements ExchangeObserver, AccessLogCounts, AutoCloseable {
  private static final long SECOND = Duration.ofSeconds(1).toNanos();

  /** What is written, and when. */
  private record Open(long overNanos, Limit rate, LineWriter<SlowEntry> writer) {}

  private final InstantSource clock;
  private final LongSupplier nanos;
  private final LongAdder written = new LongAdder();
  private final LongAdder dropped = new LongAdder();
  private @Nullable SlowLogSettings settings;
  private volatile @Nullable Open open;

  /**
   * @param clock gives lines their time
   * @param nanos a clock for intervals, as {@link System#nanoTime}
   */
  public SlowLog(InstantSource clock, LongSupplier nanos) {
    this.clock = clock;
    this.nanos = nanos;
  }

  /**
   * Takes other settings; null turns it off. If it throws, nothing has changed.
   *
   * @throws IOException if the file cannot be opened
   */
  public synchronized void apply(@Nullable SlowLogSettings wanted) throws IOException {
    if (Objects.equals(wanted, settings)) {
      return;
    }
    Open before = open;
    open = wanted == null ? null : open(wanted);
    settings = wanted;
    if (before != null) {
      before.writer().close();
    }
  }

  private Open open(SlowLogSettings wanted) throws IOException {
    int rate = wanted.perSecond();
    return new Open(
        wanted.over().toNanos(),
        new Limit(new LimitRule.TokenBucket(rate, SECOND, rate), nanos.getAsLong()),
        new LineWriter<>(
            "slow-log", SlowLine::write, wanted.file(), 2 * rate, written, dropped, nanos));
  }

  /** Opens the file anew, after it was moved away. */
  public void reopen() {
    Open now = open;
    if (now != null) {
      now.writer().reopen();
    }
  }

  @Override
  public void onEnd(Request request, ExchangeEnd end) {
    Visit visit = request.attribute(Visit.KEY);
    if (visit != null) {
      onEnd(request, visit, end);
    }
  }

  /** A request with searches is over. */
  void onEnd(Request request, Visit visit, ExchangeEnd end) {
    Open now = open;
    if (now == null || end.durationNanos() < now.overNanos()) {
      return;
    }
    if (now.rate().admit(nanos.getAsLong(), 1) == 0) {
      now.writer().offer(SlowEntry.of(clock.millis(), request, visit, end));
    } else {
      dropped.increment();
    }
  }

  @Override
  public long written() {
    return written.sum();
  }

  @Override
  public long dropped() {
    return dropped.sum();
  }

  /** Writes what was handed over, and turns itself off. */
  @Override
  public synchronized void close() {
    Open last = open;
    open = null;
    settings = null;
    if (last != null) {
      last.writer().close();
    }
  }
}
