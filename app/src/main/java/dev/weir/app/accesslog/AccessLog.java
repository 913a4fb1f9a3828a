package dev.weir.app.accesslog;

import dev.weir.app.config.AccessLogSettings;
import dev.weir.gateway.ExchangeObserver;
import dev.weir.gateway.filter.ExchangeEnd;
import dev.weir.gateway.filter.Request;
import java.io.IOException;
import java.time.InstantSource;
import java.util.Objects;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The access log: off until it is given settings, and switched while exchanges run. Off, it costs
 * one read; on, a copy of what the line needs. It never makes an exchange wait: lines that cannot
 * be written in time are dropped and counted.
 */
public final class AccessLog implements ExchangeObserver, AccessLogCounts, AutoCloseable {
  private final InstantSource clock;
  private final LongSupplier nanos;
  private final LongAdder written = new LongAdder();
  private final LongAdder dropped = new LongAdder();
  private @Nullable AccessLogSettings settings;
  private volatile @Nullable LineWriter<AccessEntry> writer;
  private volatile boolean reduced;

  /**
   * @param clock gives lines their time
   * @param nanos a clock for intervals, as {@link System#nanoTime}
   */
  public AccessLog(InstantSource clock, LongSupplier nanos) {
    this.clock = clock;
    this.nanos = nanos;
  }

  /**
   * Takes other settings; null turns it off. Lines already handed over are written first where they
   * were to go. If it throws, nothing has changed.
   *
   * @throws IOException if the file cannot be opened
   */
  public synchronized void apply(@Nullable AccessLogSettings wanted) throws IOException {
    if (Objects.equals(wanted, settings)) {
      return;
    }
    LineWriter<AccessEntry> before = writer;
    writer =
        wanted == null
            ? null
            : new LineWriter<>(
                "access-log",
                AccessLine::write,
                wanted.file(),
                wanted.queue(),
                written,
                dropped,
                nanos);
    settings = wanted;
    if (before != null) {
      before.close();
    }
  }

  /** Opens the file anew, after it was moved away. */
  public void reopen() {
    LineWriter<AccessEntry> open = writer;
    if (open != null) {
      open.reopen();
    }
  }

  @Override
  public void onEnd(Request request, ExchangeEnd end) {
    LineWriter<AccessEntry> open = writer;
    if (open != null && !reduced) {
      open.offer(AccessEntry.of(clock.millis(), request, end));
    }
  }

  /** No lines are written while it is reduced. */
  @Override
  public void reduce(boolean less) {
    reduced = less;
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
    LineWriter<AccessEntry> open = writer;
    writer = null;
    settings = null;
    if (open != null) {
      open.close();
    }
  }
}
