package dev.weir.bench.faults;

import dev.weir.bench.faults.Step.Calm;
import dev.weir.bench.faults.Step.Freeze;
import dev.weir.bench.faults.Step.Kill;
import dev.weir.bench.faults.Step.Restart;
import dev.weir.bench.faults.Step.Stutter;
import dev.weir.bench.faults.Step.Victim;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * What happens to a cluster, in order. After each step that is not calm the cluster is given time
 * to become whole; the load goes on meanwhile, and what fails then is that step's.
 *
 * @param settle time after a cluster is whole again until the next step
 */
public record Timetable(List<Step> steps, Duration settle) {
  private static final Duration STOPPED = Duration.ofMillis(300);
  private static final Duration RUNNING = Duration.ofMillis(200);

  public Timetable {
    steps = List.copyOf(steps);
  }

  /**
   * The usual one.
   *
   * @param scale of every length, but not of what a stutter is made of
   * @param managerFrozen whether the manager is frozen too, which is harder than anything else here
   * @param rounds how often all the faults happen
   */
  public static Timetable of(double scale, boolean managerFrozen, int rounds) {
    Duration eight = scaled(8, scale);
    List<Step> steps = new ArrayList<>();
    steps.add(new Calm(scaled(15, scale)));
    for (int round = 0; round < rounds; round++) {
      steps.add(new Kill(Victim.DATA_NODE, eight));
      steps.add(new Kill(Victim.MANAGER, eight));
      steps.add(new Freeze(Victim.DATA_NODE, eight));
      if (managerFrozen) {
        steps.add(new Freeze(Victim.MANAGER, eight));
      }
      steps.add(new Stutter(Victim.DATA_NODE, scaled(15, scale), STOPPED, RUNNING));
      steps.add(new Restart(Victim.DATA_NODE));
    }
    steps.add(new Calm(scaled(5, scale)));
    return new Timetable(steps, scaled(3, scale));
  }

  private static Duration scaled(int seconds, double scale) {
    return Duration.ofMillis(Math.round(seconds * 1_000 * scale));
  }
}
