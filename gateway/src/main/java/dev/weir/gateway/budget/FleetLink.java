package dev.weir.gateway.budget;

import dev.weir.flow.lease.StoreWatch;
import dev.weir.flow.lease.StoreWatch.State;
import dev.weir.gateway.fleet.BudgetStore;
import dev.weir.gateway.settings.FleetSettings;
import dev.weir.gateway.settings.RedisSettings;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What is under way to one store, and whether that is there. For the fleet's thread, but for what
 * is shown.
 */
final class FleetLink implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(FleetLink.class);

  /** Calls that may be open at once; takes wait for the next look if there are so many. */
  private static final int MOST_CALLS = 16;

  private static final long BEAT_NANOS = 1_000_000_000;

  /** So long a gateway counts after its last beat. */
  static final Duration MEMORY = Duration.ofSeconds(10);

  private final FleetSettings settings;
  private final String redis;
  private final String gateway;
  private final BudgetStore store;
  private final StoreWatch watch;
  private final ArrayDeque<Call> open = new ArrayDeque<>();
  private final LongAdder answered = new LongAdder();
  private final LongAdder failed = new LongAdder();
  private final LongAdder changes = new LongAdder();
  private volatile @Nullable String cause;
  private int heard;

  /** To a store that may be away. */
  FleetLink(
      FleetSettings settings, RedisSettings redis, BudgetStore store, String gateway, long now) {
    this.settings = settings;
    this.redis = redis.address().toString();
    this.gateway = gateway;
    this.store = store;
    long patience = settings.patience().toNanos();
    long longest = Math.max(patience, redis.timeout().toNanos());
    this.watch = new StoreWatch(new StoreWatch.Times(patience, BEAT_NANOS, patience, longest), now);
  }

  FleetSettings settings() {
    return settings;
  }

  State state() {
    return watch.state();
  }

  /** Looks what has come of calls, and sends a beat if one is due. */
  void look(long now) {
    for (Iterator<Call> calls = open.iterator(); calls.hasNext(); ) {
      Call call = calls.next();
      Call.End end = call.end();
      if (end != null) {
        calls.remove();
        ended(call, end, now);
      }
    }
    Call oldest = open.peekFirst();
    if (oldest == null) {
      watch.noneOpen();
    } else {
      watch.open(oldest.sentAt());
      if (watch.look(now)) {
        changed("no answer within " + settings.patience().toMillis() + " ms");
      }
      if (watch.mustHangUp(now)) {
        store.hangUp();
      }
    }
    if (watch.beatDue(now)) {
      Call beat = new Call(now);
      send(beat, store.beat(gateway, MEMORY), (call, count) -> call.beaten(count, nanoTime()));
    }
  }

  private void ended(Call call, Call.End end, long now) {
    switch (end) {
      case Call.Answered(long at, int gateways) -> {
        answered.increment();
        if (gateways > 0) {
          heard = gateways;
          if (watch.answered(call.sentAt(), at)) {
            changed(null);
          }
        }
      }
      case Call.Failed(String why) -> {
        failed.increment();
        if (watch.failed(now)) {
          changed(why);
        }
      }
    }
  }

  private void changed(@Nullable String why) {
    cause = why;
    changes.increment();
    if (why == null) {
      LOG.info("event=fleet-store-there fleet={} redis={}", settings.name(), redis);
    } else {
      LOG.warn(
          "event=fleet-store-away fleet={} redis={} cause=\"{}\"", settings.name(), redis, why);
    }
  }

  /** Whether takes may be sent. */
  boolean hasRoom() {
    return watch.mayAsk() && open.size() < MOST_CALLS;
  }

  /** Sends takes. */
  void take(Call call) {
    send(call, store.take(call.takes()), (sent, taken) -> sent.taken(taken, nanoTime()));
  }

  private <T> void send(Call call, CompletionStage<T> answer, BiConsumer<Call, T> good) {
    open.addLast(call);
    var _ =
        answer.whenComplete(
            (value, failure) -> {
              if (failure == null) {
                good.accept(call, value);
              } else {
                call.failed(failure, nanoTime());
              }
            });
  }

  /** Of gateways that the store has heard of since the last time; 0 if it was not asked. */
  int takeHeard() {
    int count = heard;
    heard = 0;
    return count;
  }

  /** When it wants to be looked after again. */
  long nextLook(long now) {
    return watch.nextLook(now);
  }

  private static long nanoTime() {
    return System.nanoTime();
  }

  // What is shown.

  String shownState() {
    return switch (watch.state()) {
      case UNKNOWN -> "unknown";
      case THERE -> "there";
      case AWAY -> "away";
    };
  }

  @Nullable String cause() {
    return cause;
  }

  long answered() {
    return answered.sum();
  }

  long failures() {
    return failed.sum();
  }

  long changes() {
    return changes.sum();
  }

  /** Fails what is open. */
  @Override
  public void close() {
    store.close();
  }
}
