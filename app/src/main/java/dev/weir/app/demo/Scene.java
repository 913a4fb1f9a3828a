package dev.weir.app.demo;

import dev.weir.gateway.status.EndpointStatus;
import dev.weir.testkit.ProcessState;
import dev.weir.testkit.load.LoadFigures;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** All that can be seen at one moment. */
sealed interface Scene {
  /** What happened up to now, oldest first. */
  List<Event> events();

  /** Things come up. */
  record Starting(List<Step> steps, List<Event> events) implements Scene {
    public Starting {
      steps = List.copyOf(steps);
      events = List.copyOf(events);
    }
  }

  /**
   * Something that takes its time.
   *
   * @param fraction done, 0 to 1
   * @param word for where it is
   */
  record Step(String name, double fraction, String word) {}

  /**
   * The load runs.
   *
   * @param planned how long in all; null until told to stop
   * @param gateway where clients connect
   * @param last the last second
   * @param total since the start
   * @param rates requests per second, one value a second
   * @param tails p99 in milliseconds, likewise
   * @param question asked by a key that waits for another; empty if none
   */
  record Running(
      Duration elapsed,
      @Nullable Duration planned,
      URI gateway,
      int inFlight,
      LoadFigures last,
      LoadFigures total,
      List<Double> rates,
      List<Double> tails,
      List<NodeLine> nodes,
      List<Event> events,
      String question)
      implements Scene {
    public Running {
      rates = List.copyOf(rates);
      tails = List.copyOf(tails);
      nodes = List.copyOf(nodes);
      events = List.copyOf(events);
    }
  }

  /**
   * A node.
   *
   * @param number from 1
   * @param manager whether it is the elected cluster manager
   * @param endpoint how the gateway sees it; null if it does not know it
   */
  record NodeLine(
      int number,
      URI uri,
      ProcessState state,
      boolean manager,
      @Nullable EndpointStatus endpoint) {}
}
