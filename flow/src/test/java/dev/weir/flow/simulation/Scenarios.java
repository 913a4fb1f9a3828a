package dev.weir.flow.simulation;

import dev.weir.flow.simulation.Condition.Lossy;
import dev.weir.flow.simulation.Condition.Refusing;
import dev.weir.flow.simulation.Condition.Slow;
import dev.weir.flow.simulation.Scenario.Bounds;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;

/** All that is simulated. */
final class Scenarios {
  private static final int SIX = 6;

  private Scenarios() {}

  static List<Scenario> all() {
    return List.of(
        slow(),
        frozen(),
        stuttering(),
        flapping(),
        lossy(),
        refusing(),
        zone(),
        restart(),
        brownout(),
        hours(),
        fleet());
  }

  private static Scenario of(String name, String title, List<Timetable> endpoints, Bounds bounds) {
    return new Scenario(name, title, 3, false, SIX, false, 600, 120, endpoints, bounds);
  }

  private static List<Timetable> one(Timetable faulty) {
    return some(SIX, faulty);
  }

  /** Well endpoints, but for the first ones. */
  private static List<Timetable> some(int count, Timetable... faulty) {
    List<Timetable> all = new ArrayList<>(List.of(faulty));
    all.addAll(Collections.nCopies(count - faulty.length, Timetable.WELL));
    return List.copyOf(all);
  }

  static Scenario slow() {
    return of(
        "slow",
        "One of six endpoints takes 30 times as long for a minute",
        one(Timetable.WELL.with(20, 80, new Slow(30))),
        new Bounds(99.999, 35, 0.5, 20));
  }

  static Scenario frozen() {
    return of(
        "frozen",
        "One of six endpoints stands still, for 8 and for 40 seconds",
        one(Timetable.WELL.with(20, 28, Condition.FROZEN).with(50, 90, Condition.FROZEN)),
        new Bounds(99.999, 35, 0.5, 10));
  }

  static Scenario stuttering() {
    return of(
        "stuttering",
        "One of six endpoints stands still for 300 ms of every 500 ms",
        one(Timetable.WELL.again(20, 80, 0.3, 0.2, Condition.FROZEN)),
        new Bounds(99.999, 40, 0.5, 10));
  }

  static Scenario flapping() {
    return of(
        "flapping",
        "One of six endpoints dies every five seconds, for two",
        one(Timetable.WELL.again(20, 80, 2, 3, Condition.DEAD)),
        new Bounds(99.999, 35, 0.5, 10));
  }

  static Scenario lossy() {
    return of(
        "lossy",
        "One of six endpoints breaks off 15 % of its answers, then 60 %",
        one(Timetable.WELL.with(20, 60, new Lossy(0.15)).with(60, 90, new Lossy(0.6))),
        new Bounds(99.999, 35, 0.5, 20));
  }

  static Scenario refusing() {
    return of(
        "refusing",
        "One of six endpoints answers all with 503, and fast",
        one(Timetable.WELL.with(20, 80, new Refusing(1))),
        new Bounds(99.999, 35, 0.5, 10));
  }

  static Scenario zone() {
    Timetable gone = Timetable.WELL.with(20, 60, Condition.DEAD);
    return new Scenario(
        "zone",
        "Three of the six endpoints of the gateways' zone are gone; six are elsewhere",
        3,
        false,
        SIX,
        false,
        2400,
        120,
        some(2 * SIX, gone, gone, gone),
        new Bounds(99.999, 35, 0.5, 20));
  }

  static Scenario restart() {
    List<Timetable> all = new ArrayList<>();
    for (int i = 0; i < SIX; i++) {
      double at = 15 + 15 * i;
      all.add(Timetable.WELL.with(at, at + 5, Condition.DEAD).with(at + 5, at + 10, new Slow(5)));
    }
    return of(
        "restart",
        "All endpoints restart, one after the other, and are slow for five seconds",
        all,
        new Bounds(99.999, 40, 0.5, 10));
  }

  static Scenario brownout() {
    Timetable weak = Timetable.WELL.with(20, 50, new Slow(4));
    return new Scenario(
        "brownout",
        "All endpoints take four times as long: more is asked than they can do",
        3,
        false,
        SIX,
        false,
        1500,
        120,
        Collections.nCopies(SIX, weak),
        new Bounds(96, 5100, 0.5, 30));
  }

  static Scenario hours() {
    SplittableRandom random = new SplittableRandom(4);
    List<Timetable> all = new ArrayList<>();
    for (int i = 0; i < 9; i++) {
      all.add(anything(random, 4 * 3600));
    }
    return new Scenario(
        "hours",
        "Four hours: something befalls each of nine endpoints every six minutes",
        2,
        false,
        9,
        false,
        60,
        4 * 3600,
        all,
        new Bounds(99.999, 35, 0.5, 700));
  }

  private static Timetable anything(SplittableRandom random, int until) {
    Timetable all = Timetable.WELL;
    double at = random.nextDouble(60, 600);
    while (at < until - 200) {
      double lasts = random.nextDouble(1, 40);
      all =
          switch (random.nextInt(6)) {
            case 0 -> all.with(at, at + lasts, new Slow(random.nextDouble(3, 60)));
            case 1 -> all.with(at, at + lasts, Condition.FROZEN);
            case 2 -> all.with(at, at + lasts, Condition.DEAD);
            case 3 -> all.with(at, at + lasts, new Lossy(random.nextDouble(0.05, 1)));
            case 4 -> all.with(at, at + lasts, new Refusing(random.nextDouble(0.05, 1)));
            default -> all.again(at, at + lasts, 0.3, 0.4, Condition.FROZEN);
          };
      at += lasts + random.nextDouble(60, 600);
    }
    return all;
  }

  static Scenario fleet() {
    Timetable restarts = Timetable.WELL.with(10, 16, Condition.DEAD);
    Timetable freezes = Timetable.WELL.with(20, 25, Condition.FROZEN);
    return new Scenario(
        "fleet",
        "A thousand gateways that began together, a hundred endpoints: ten restart, ten freeze",
        1000,
        true,
        100,
        false,
        5000,
        45,
        some(
            100, restarts, restarts, restarts, restarts, restarts, restarts, restarts, restarts,
            restarts, restarts, freezes, freezes, freezes, freezes, freezes, freezes, freezes,
            freezes, freezes, freezes),
        new Bounds(99.999, 35, 0.5, 10_000));
  }
}
