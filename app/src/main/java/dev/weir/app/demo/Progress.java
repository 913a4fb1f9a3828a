package dev.weir.app.demo;

import dev.weir.app.demo.Scene.Starting;
import dev.weir.app.demo.Scene.Step;
import dev.weir.testkit.StartListener;
import dev.weir.testkit.load.BillIndex;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * How far the start has come. A node tells only its stages, so between two of them its bar creeps
 * towards the next one: it moves, and never claims what is not so. Safe for use by several threads.
 */
final class Progress implements StartListener, BillIndex.Progress {
  private static final List<Stage> STAGES = List.of(Stage.values());
  private static final String BILLS = "bills";
  private static final String WARM_UP = "warm-up";

  /** Seconds after which a bar is two thirds of its way to the next stage. */
  private static final double PACE = 3;

  private final LongSupplier nanoClock;
  private final EventLog events;
  private final Map<String, Point> points = new LinkedHashMap<>();

  Progress(int nodes, LongSupplier nanoClock, EventLog events) {
    this.nanoClock = nanoClock;
    this.events = events;
    for (int i = 1; i <= nodes; i++) {
      points.put("node " + i, new Point(0, 0, nanoClock.getAsLong(), "waiting"));
    }
    points.put(BILLS, new Point(0, 0, nanoClock.getAsLong(), "waiting for the nodes"));
    points.put(WARM_UP, new Point(0, 0, nanoClock.getAsLong(), "waiting for the bills"));
  }

  @Override
  public void onStage(int node, Stage stage) {
    double reached = (STAGES.indexOf(stage) + 1.0) / STAGES.size();
    double next = Math.min(1, reached + 1.0 / STAGES.size());
    set("node " + (node + 1), reached, next, stage.name().toLowerCase(Locale.ROOT));
  }

  @Override
  public void loaded(int bills, int total) {
    double fraction = (double) bills / total;
    set(BILLS, fraction, fraction, Words.number(bills) + " of " + Words.number(total));
  }

  void warming(double fraction, String word) {
    set(WARM_UP, fraction, fraction, word);
  }

  /** The same for each caller: who is how far at this moment. */
  synchronized Starting scene() {
    List<Step> steps = new ArrayList<>();
    points.forEach((name, point) -> steps.add(new Step(name, point.fraction(now()), point.word)));
    return new Starting(steps, events.all());
  }

  private synchronized void set(String name, double reached, double next, String word) {
    points.put(name, new Point(reached, next, now(), word));
  }

  private long now() {
    return nanoClock.getAsLong();
  }

  private record Point(double reached, double next, long since, String word) {
    double fraction(long now) {
      return reached + (next - reached) * 0.95 * (1 - Math.exp(-(now - since) / 1e9 / PACE));
    }
  }
}
