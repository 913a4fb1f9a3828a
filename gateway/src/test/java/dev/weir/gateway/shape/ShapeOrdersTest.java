package dev.weir.gateway.shape;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.gateway.filter.Refusal;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class ShapeOrdersTest {
  private static final long SECOND = 1_000_000_000;
  private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");

  private final ShapeOrders orders = new ShapeOrders();

  private boolean put(long shape, int requests, Duration time) {
    Duration within = requests == 0 ? Duration.ZERO : Duration.ofSeconds(1);
    return orders.put(
        new ShapeOrder(shape, requests, within, NOON, NOON.plus(time), "too slow"), 0, NOON);
  }

  @Test
  void shouldTurnABlockedShapeAwayAndSayUntilWhen() {
    assertThat(put(0x2a, 0, Duration.ofMinutes(10))).isTrue();

    Refusal refusal = Objects.requireNonNull(orders.ask(0x2a, 60 * SECOND));

    assertThat(refusal.status()).isEqualTo(429);
    assertThat(refusal.type()).isEqualTo("shape_blocked_exception");
    assertThat(refusal.retryAfter()).isEqualTo(Duration.ofMinutes(9));
    assertThat(refusal.reason())
        .isEqualTo(
            "searches of shape [000000000000002a] are blocked by hand until 2026-11-21T12:10:00Z:"
                + " too slow");
    assertThat(refusal.details()).containsEntry("shape", "000000000000002a");
    assertThat(orders.ask(0x2b, 60 * SECOND)).isNull();
    assertThat(orders.status(60 * SECOND))
        .singleElement()
        .satisfies(each -> assertThat(each.refused()).isEqualTo(1));
  }

  @Test
  void shouldLetItPassWhenItsTimeIsOver() {
    put(1, 0, Duration.ofSeconds(10));

    assertThat(orders.ask(1, 10 * SECOND - 1)).isNotNull();
    assertThat(orders.ask(1, 10 * SECOND)).isNull();
    assertThat(orders.isEmpty()).isTrue();
  }

  @Test
  void shouldLetSomeOfALimitedShapePass() {
    put(1, 5, Duration.ofMinutes(10));
    int passed = 0;
    for (int i = 0; i < 100; i++) {
      passed += orders.ask(1, i * SECOND / 10) == null ? 1 : 0;
    }

    assertThat(passed).isBetween(50, 55);
    Refusal refusal = Objects.requireNonNull(orders.ask(1, 99 * SECOND / 10));
    assertThat(refusal.type()).isEqualTo("shape_limited_exception");
    assertThat(refusal.retryAfter()).isBetween(Duration.ofMillis(1), Duration.ofMillis(200));
    assertThat(refusal.details()).containsEntry("order", "5/s");
  }

  @Test
  void shouldTakeTheLastOrderOfAShape() {
    put(1, 0, Duration.ofMinutes(10));
    put(1, 5, Duration.ofMinutes(10));

    assertThat(orders.status(0)).hasSize(1);
    assertThat(orders.ask(1, 0)).isNull();
    assertThat(orders.remove(1, 0)).isTrue();
    assertThat(orders.remove(1, 0)).isFalse();
  }

  @Test
  void shouldHoldOnlySoManyAtOnce() {
    for (int i = 0; i < ShapeOrders.MOST; i++) {
      assertThat(put(i, 0, Duration.ofSeconds(10))).isTrue();
    }
    assertThat(put(-1, 0, Duration.ofSeconds(10))).isFalse();
    assertThat(put(7, 5, Duration.ofSeconds(20))).as("in place of one").isTrue();
    for (int i = 0; i < ShapeOrders.MOST; i++) {
      assertThat(orders.ask(i, 0) == null).isEqualTo(i == 7);
    }
  }

  @Test
  void shouldPassOverWhatIsOverAlready() {
    assertThat(put(1, 0, Duration.ofSeconds(-1))).isTrue();
    assertThat(orders.isEmpty()).isTrue();
  }

  @Test
  void shouldChangeNothingForALimitThatCannotBe() {
    put(1, 0, Duration.ofMinutes(10));
    ShapeOrder wrong =
        new ShapeOrder(1, 1_000_000, Duration.ofNanos(1), NOON, NOON.plusSeconds(9), "x");

    assertThatThrownBy(() -> orders.put(wrong, 0, NOON))
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(orders.status(0))
        .singleElement()
        .satisfies(each -> assertThat(each.order().isBlock()).isTrue());
  }
}
