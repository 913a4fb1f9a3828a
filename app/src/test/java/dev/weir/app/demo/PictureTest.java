package dev.weir.app.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.app.demo.Scene.NodeLine;
import dev.weir.app.demo.Scene.Running;
import dev.weir.app.demo.Scene.Starting;
import dev.weir.app.demo.Scene.Step;
import dev.weir.gateway.status.EndpointStatus;
import dev.weir.testkit.ProcessState;
import dev.weir.testkit.load.LoadFigures;
import dev.weir.testkit.load.LoadFigures.Latency;
import java.net.URI;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PictureTest {
  private static final LoadFigures FIGURES =
      new LoadFigures(
          Duration.ofHours(2),
          123_456_789,
          2_345,
          Map.of(),
          Map.of("HTTP 503", 2_345L),
          new Latency(1.24, 9.9, 1_234, 123_456));

  @Test
  void shouldFitAStandardTerminalAtItsWidest() {
    Running scene =
        new Running(
            Duration.ofHours(2),
            Duration.ofHours(12),
            URI.create("http://127.0.0.1:29200"),
            2_000,
            FIGURES,
            FIGURES,
            Collections.nCopies(Picture.SPARKS, 10_000.0),
            Collections.nCopies(Picture.SPARKS, 10_000.0),
            List.of(
                node(1, ProcessState.UP, EndpointStatus.State.UP),
                node(2, ProcessState.FROZEN, EndpointStatus.State.DOWN),
                node(3, ProcessState.KILLED, EndpointStatus.State.EJECTED)),
            Collections.nCopies(
                9,
                new Event(
                    Duration.ofHours(1),
                    Tone.COLD,
                    "node 1 frozen (SIGSTOP): it holds its connections")),
            "");

    List<String> lines = shown(scene, 80);

    assertThat(lines).hasSizeLessThanOrEqualTo(24).allMatch(line -> line.length() <= 80);
    assertThat(lines).isEqualTo(shown(scene, 200));
    assertThat(lines)
        .anyMatch(line -> line.contains("99.998 %") && line.contains("four nines"))
        .anyMatch(line -> line.contains("2 ★") && line.contains("frozen"))
        .anyMatch(line -> line.contains("has not noticed") || line.contains("goes round it"));
  }

  @Test
  void shouldShowHowFarEachStepIs() {
    List<String> lines =
        shown(
            new Starting(
                List.of(new Step("node 1", 1, "ready"), new Step("bills", 0.5, "5 of 10")),
                List.of()),
            80);

    assertThat(lines)
        .anyMatch(line -> line.contains("node 1") && line.contains("█".repeat(30)))
        .anyMatch(line -> line.contains("█".repeat(15) + "░".repeat(15) + "  5 of 10"));
  }

  @Test
  void shouldCutWhatIsTooLargeAndPaintNothingWithoutColours() {
    String frame = Frame.of(List.of(Tone.BAD.paint("abcdef"), "x", "y"), 3, 2, false);

    assertThat(frame).contains("abc\u001b[K").doesNotContain("abcd", "\u001b[31m", "y");
  }

  private static NodeLine node(int number, ProcessState process, EndpointStatus.State state) {
    URI uri = URI.create("http://127.0.0.1:920" + number);
    EndpointStatus endpoint =
        new EndpointStatus(uri.getAuthority(), state, null, 256, 256, 1_024, 123_456_789, 2_345);
    return new NodeLine(number, uri, process, number == 2, endpoint);
  }

  /** The lines as read, without colours and movements. */
  private static List<String> shown(Scene scene, int width) {
    return Frame.of(Picture.of(scene), width, 50, false)
        .replaceAll("\u001b\\[[?0-9;]*[A-Za-z]", "")
        .lines()
        .toList();
  }
}
