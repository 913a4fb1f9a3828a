package dev.weir.app.demo;

import dev.weir.app.demo.Scene.NodeLine;
import dev.weir.app.demo.Scene.Running;
import dev.weir.app.demo.Scene.Starting;
import dev.weir.app.demo.Scene.Step;
import dev.weir.gateway.status.EndpointStatus;
import dev.weir.testkit.ProcessState;
import dev.weir.testkit.load.LoadFigures;
import dev.weir.testkit.load.LoadFigures.Latency;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Draws a scene as lines of at most 80 characters, with colours. */
final class Picture {
  /** Values in a row of bars. */
  static final int SPARKS = 40;

  private static final int BAR = 30;
  private static final int EVENTS = 5;
  private static final String RULE = Tone.QUIET.paint("─".repeat(78));

  private Picture() {}

  static List<String> of(Scene scene) {
    return switch (scene) {
      case Starting starting -> starting(starting);
      case Running running -> running(running);
    };
  }

  private static List<String> starting(Starting scene) {
    List<String> lines = new ArrayList<>();
    lines.add(" " + Tone.STRONG.paint("weir demo") + "  starting");
    lines.add(" " + RULE);
    for (Step step : scene.steps()) {
      int filled = (int) Math.round(step.fraction() * BAR);
      Tone tone = step.fraction() >= 1 ? Tone.GOOD : Tone.WARNING;
      lines.add(
          "  %-10s ".formatted(step.name())
              + tone.paint("█".repeat(filled))
              + Tone.QUIET.paint("░".repeat(BAR - filled))
              + "  "
              + step.word());
    }
    lines.add("");
    addEvents(lines, scene.events());
    return lines;
  }

  private static List<String> running(Running scene) {
    LoadFigures total = scene.total();
    List<String> lines = new ArrayList<>();
    Duration planned = scene.planned();
    String time =
        Words.clock(scene.elapsed()) + (planned == null ? "" : " of " + Words.clock(planned));
    String address = scene.gateway().getAuthority();
    String title = "  clients → " + address + " → " + scene.nodes().size() + " × OpenSearch";
    lines.add(
        " "
            + Tone.STRONG.paint("weir demo")
            + title
            + " ".repeat(Math.max(1, 69 - title.length() - time.length()))
            + Tone.STRONG.paint(time));
    lines.add(" " + RULE);
    String percent = Nines.percent(total.succeeded(), total.requests());
    lines.add(
        "  Success   "
            + Nines.tone(total.succeeded(), total.requests())
                .paint("%-10s".formatted(percent) + " " + words(total))
            + "   "
            + failures(total));
    lines.add(
        "  Requests  "
            + Tone.STRONG.paint("%-10s".formatted(Math.round(scene.last().perSecond()) + "/s"))
            + " "
            + Tone.GOOD.paint(Sparkline.draw(scene.rates()))
            + "  "
            + Tone.QUIET.paint(scene.inFlight() + " in flight"));
    lines.add(
        "  p99       "
            + Tone.STRONG.paint("%-10s".formatted(Words.millis(scene.last().latency().p99())))
            + " "
            + Tone.WARNING.paint(Sparkline.draw(scene.tails())));
    lines.add(latency("  last second ", scene.last().latency()));
    lines.add(latency("  since start ", total.latency()));
    lines.add("");
    lines.add(Tone.QUIET.paint("  Node    process    active  requests  the gateway"));
    scene.nodes().forEach(node -> lines.add(node(node)));
    lines.add("");
    addEvents(lines, scene.events());
    lines.add("");
    lines.add(Tone.QUIET.paint("  Try   curl %s/bills/_count".formatted(address)));
    lines.add(
        Tone.QUIET.paint(
            "        curl '%s/bills/_search?q=user_id:u42&size=1&pretty'".formatted(address)));
    lines.add(
        Tone.QUIET.paint("        ./weir demo kill 2    (another shell; also freeze 2, back 2)"));
    lines.add(
        scene.question().isEmpty()
            ? "  Keys  k kill   f freeze   r bring back   (then the node's number)   q quit"
            : "  " + Tone.STRONG.paint(scene.question()));
    return lines;
  }

  private static String words(LoadFigures total) {
    return Nines.words(total.succeeded(), total.requests());
  }

  private static String failures(LoadFigures total) {
    String all = Words.number(total.requests()) + " requests";
    return total.failed() == 0
        ? Tone.QUIET.paint(all)
        : Tone.QUIET.paint(all + ", ") + Tone.BAD.paint(Words.number(total.failed()) + " failed");
  }

  private static String latency(String name, Latency latency) {
    return Tone.QUIET.paint(name)
        + String.format(
            Locale.ROOT,
            " p50 %-9s p99 %-9s p99.9 %-9s max %-9s",
            Words.millis(latency.p50()),
            Words.millis(latency.p99()),
            Words.millis(latency.p999()),
            Words.millis(latency.max()));
  }

  private static String node(NodeLine node) {
    String star = node.manager() ? Tone.WARNING.paint("★") : " ";
    String state = Words.tone(node.state()).paint("%-9s".formatted(Words.state(node.state())));
    EndpointStatus endpoint = node.endpoint();
    String figures =
        endpoint == null
            ? ""
            : "%7d %9s  %s"
                .formatted(
                    endpoint.active(), Words.number(endpoint.requests()), opinion(endpoint, node));
    return "  " + node.number() + " " + star + "     " + state + figures;
  }

  private static String opinion(EndpointStatus endpoint, NodeLine node) {
    return switch (endpoint.state()) {
      case UP ->
          node.state() == ProcessState.UP
              ? Tone.GOOD.paint("sends to it")
              : Tone.WARNING.paint("has not noticed yet");
      case DOWN -> Tone.BAD.paint("goes round it: no answer to checks");
      case SILENT -> Tone.BAD.paint("goes round it: not a byte from it");
      case EJECTED -> Tone.BAD.paint("goes round it: worse than the others");
      case HELD, DRAINING -> Tone.WARNING.paint("goes round it: so it was told");
    };
  }

  private static void addEvents(List<String> lines, List<Event> events) {
    for (Event event : events.subList(Math.max(0, events.size() - EVENTS), events.size())) {
      lines.add(
          "  "
              + Tone.QUIET.paint(Words.clock(event.at()))
              + "  "
              + event.tone().paint(event.text()));
    }
  }
}
