package dev.weir.app.demo;

import dev.weir.app.demo.Scene.NodeLine;
import dev.weir.app.demo.Scene.Running;
import dev.weir.app.demo.Scene.Starting;
import dev.weir.app.demo.Scene.Step;
import dev.weir.testkit.load.LoadFigures;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Lines for a log or a pipe: every event and step once, the figures once a second. */
final class PlainView implements View {
  private final PrintWriter out;
  private final Map<String, String> steps = new HashMap<>();
  private @Nullable Event lastEvent;
  private Duration nextLine = Duration.ZERO;

  PlainView(PrintWriter out) {
    this.out = out;
  }

  @Override
  public void show(Scene scene) {
    List<Event> events = scene.events();
    // Old events are dropped from the front, so the place is found by the last one shown.
    int from = lastEvent == null ? 0 : events.lastIndexOf(lastEvent) + 1;
    for (Event event : events.subList(from, events.size())) {
      out.println(Words.clock(event.at()) + "  " + event.text());
      lastEvent = event;
    }
    switch (scene) {
      case Starting starting -> starting.steps().forEach(this::step);
      case Running running -> figures(running);
    }
    out.flush();
  }

  @Override
  public void close() {
    out.flush();
  }

  private void step(Step step) {
    // Counts move too fast for a line each; words change seldom.
    String word = step.word().replaceAll("[0-9,]+ of ", "up to ").replaceAll(", p99 .*", "");
    if (!word.equals(steps.put(step.name(), word))) {
      out.println("       " + step.name() + ": " + word);
    }
  }

  private void figures(Running running) {
    if (running.elapsed().compareTo(nextLine) < 0) {
      return;
    }
    nextLine = Duration.ofSeconds(running.elapsed().toSeconds() + 1);
    LoadFigures total = running.total();
    out.println(
        String.format(
            Locale.ROOT,
            "%s  %4.0f/s  %s, %s  p50 %s  p99 %s  p99.9 %s  %s",
            Words.clock(running.elapsed()),
            running.last().perSecond(),
            Nines.percent(total.succeeded(), total.requests()),
            Nines.words(total.succeeded(), total.requests()),
            Words.millis(running.last().latency().p50()),
            Words.millis(running.last().latency().p99()),
            Words.millis(running.last().latency().p999()),
            running.nodes().stream().map(PlainView::node).collect(Collectors.joining(" "))));
  }

  private static String node(NodeLine node) {
    return node.number() + (node.manager() ? "*" : "") + ":" + Words.state(node.state());
  }
}
