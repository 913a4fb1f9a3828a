package dev.weir.bench.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.bench.faults.Step.Freeze;
import dev.weir.bench.faults.Step.Stutter;
import dev.weir.bench.faults.Step.Victim;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class TimetableTest {
  @Test
  void shouldGoThroughEveryFaultBetweenTwoCalms() {
    assertThat(Timetable.of(1, false, 1).steps())
        .map(Step::label)
        .containsExactly(
            "calm",
            "data node killed",
            "manager killed",
            "data node frozen",
            "data node stutters",
            "data node restarted",
            "calm");
    assertThat(Timetable.of(1, true, 1).steps())
        .contains(new Freeze(Victim.MANAGER, Duration.ofSeconds(8)));
  }

  @Test
  void shouldRepeatTheFaultsOnly() {
    assertThat(Timetable.of(1, false, 3).steps()).hasSize(2 + 3 * 5);
  }

  @Test
  void shouldScaleLengthsButNotTheStutter() {
    assertThat(Timetable.of(0.5, false, 1).steps())
        .contains(
            new Freeze(Victim.DATA_NODE, Duration.ofSeconds(4)),
            new Stutter(
                Victim.DATA_NODE,
                Duration.ofMillis(7_500),
                Duration.ofMillis(300),
                Duration.ofMillis(200)));
  }
}
