package dev.weir.app.docs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class ShownTest {
  private static final String ON_THE_PAGE = "1f3a9c0b77e2d411";
  private static final String THERE = "00000000000000aa";

  private final Shown shown = new Shown();

  @Test
  void shouldNotMindNumbersTimesAndWidths() {
    assertThat(
            shown.fits(
                "rule   found\ndeep-page   12 until 2026-11-21T09:30:00Z\n",
                "rule found\ndeep-page 3,000.5   until 2027-01-02T00:00:00.123Z\n"))
        .isTrue();
    assertThat(shown.fits("12 found\n", "12 lost\n")).isFalse();
    assertThat(shown.fits("12 found\n", "many found\n")).isFalse();
    assertThat(shown.fits("found\n", "found\nand more\n")).isFalse();
    assertThat(shown.fits("found\nand more\n", "found\n")).isFalse();
  }

  @Test
  void shouldTakeAnythingForWhatIsLeftOut() {
    assertThat(shown.fits("a\n…\nd\n", "a\nb\nc\nd\n")).isTrue();
    assertThat(shown.fits("a\n…\nd\n", "a\nd\n")).isTrue();
    assertThat(shown.fits("{\"a\":…}\n", "{\"a\":{\"b\":1}}\n")).isTrue();
    assertThat(shown.fits("…\nd\n", "a\nb\n")).isFalse();
  }

  @Test
  void shouldCarryIdsOn() {
    assertThat(shown.fits("shape " + ON_THE_PAGE + "\n", "shape " + THERE + "\n")).isTrue();

    assertThat(shown.real("weir block " + ON_THE_PAGE)).isEqualTo("weir block " + THERE);
    assertThat(shown.fits(ON_THE_PAGE + " is blocked\n", THERE + " is blocked\n")).isTrue();
    assertThat(shown.fits(ON_THE_PAGE + " is blocked\n", "00000000000000bb is blocked\n"))
        .isFalse();
  }

  @Test
  void shouldReadCommandsAndWhatTheySay() {
    assertThat(Dialogue.of("$ weir rules\nrule\nfound\n$ curl -d '{\n>   }'\n$ true\n"))
        .containsExactly(
            new Dialogue("weir rules", "rule\nfound\n"),
            new Dialogue("curl -d '{\n  }'", ""),
            new Dialogue("true", ""));
    assertThatThrownBy(() -> Dialogue.of("weir rules\n")).hasMessage("not a command: weir rules");
  }
}
