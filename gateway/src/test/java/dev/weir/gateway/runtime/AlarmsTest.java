package dev.weir.gateway.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.weir.gateway.runtime.Alarms.Alarm;
import dev.weir.gateway.settings.Transport;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class AlarmsTest {
  private EventLoops loops;
  private LoopContext context;

  @BeforeEach
  void start() {
    loops = EventLoops.start(Transport.NIO, 1);
    context = loops.contexts().getFirst();
  }

  @AfterEach
  void stop() {
    loops.close();
  }

  @Test
  void shouldRingOnceAndNotBeforeItsTime() throws Exception {
    AtomicInteger rung = new AtomicInteger();
    long[] at = new long[1];
    Alarm alarm =
        context
            .alarms()
            .alarm(
                () -> {
                  at[0] = System.nanoTime();
                  rung.incrementAndGet();
                });
    long began = System.nanoTime();
    onLoop(() -> alarm.set(Duration.ofMillis(40).toNanos()));

    await().until(() -> rung.get() > 0);

    assertThat(Duration.ofNanos(at[0] - began)).isGreaterThanOrEqualTo(Duration.ofMillis(35));
    Thread.sleep(60);
    assertThat(rung).hasValue(1);
  }

  @Test
  void shouldNotRingWhenTakenBack() throws Exception {
    AtomicInteger rung = new AtomicInteger();
    Alarm alarm = context.alarms().alarm(rung::incrementAndGet);
    onLoop(() -> alarm.set(Duration.ofMillis(20).toNanos()));
    onLoop(alarm::cancel);

    Thread.sleep(60);

    assertThat(rung).hasValue(0);
    assertThat(alarm.isSet()).isFalse();
  }

  @Test
  void shouldRingLaterThanAWholeTurn() throws Exception {
    AtomicInteger rung = new AtomicInteger();
    Alarm alarm = context.alarms().alarm(rung::incrementAndGet);
    onLoop(() -> alarm.set(Duration.ofMillis(2700).toNanos()));

    Thread.sleep(400);
    assertThat(rung).hasValue(0);

    await().atMost(Duration.ofSeconds(5)).until(() -> rung.get() == 1);
  }

  /** Alarms that set and take back themselves and others while they ring. */
  @Test
  void shouldSurviveAnythingDoneWhileRinging() throws Exception {
    Random random = new Random(3);
    List<Alarm> alarms = new ArrayList<>();
    AtomicInteger rung = new AtomicInteger();
    Runnable meddle =
        () -> {
          rung.incrementAndGet();
          for (int i = 0; i < 3 && rung.get() < 20_000; i++) {
            Alarm any = alarms.get(random.nextInt(alarms.size()));
            if (random.nextInt(4) == 0) {
              any.cancel();
            } else {
              any.set(random.nextLong(Duration.ofMillis(12).toNanos()));
            }
          }
        };
    for (int i = 0; i < 100; i++) {
      alarms.add(context.alarms().alarm(meddle));
    }
    onLoop(() -> alarms.forEach(alarm -> alarm.set(0)));

    await().atMost(Duration.ofSeconds(10)).until(() -> rung.get() >= 1000);
    onLoop(() -> rung.set(20_000));
    await().atMost(Duration.ofSeconds(10)).until(() -> alarms.stream().noneMatch(Alarm::isSet));
  }

  private void onLoop(Runnable task) throws InterruptedException, ExecutionException {
    context.loop().submit(task).get();
  }
}
