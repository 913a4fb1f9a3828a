package dev.weir.app.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RulesPictureTest {
  private static final Map<?, ?> DEEP =
      Map.of(
          "name",
          "deep-page",
          "mode",
          "observe",
          "observed",
          Map.of("batch", 3),
          "refused",
          Map.of("bills", 1),
          "warned",
          Map.of(),
          "by_hand",
          Map.of("until", "13:10", "why", "a sale"),
          "last",
          Map.of("found", "9 of 3", "tenant", "batch", "indices", "", "shape", "00ff"));

  private static final Map<?, ?> SCRIPT = Map.of("name", "script", "mode", "off");

  private static String drawn(boolean all) {
    Map<?, ?> page =
        Map.of("reading", true, "searches", 7, "unread", 1, "rules", List.of(DEEP, SCRIPT));
    return String.join("\n", RulesPicture.of(page, all));
  }

  @Test
  void shouldShowWhatEachRuleHasFoundAndInWhat() {
    assertThat(drawn(false))
        .contains("deep-page", "refused bills 1; would have refused batch 3")
        .contains("9 of 3", "tenant batch, index (all), shape 00ff", "until 13:10", "a sale")
        .doesNotContain("script");
  }

  @Test
  void shouldShowThoseThatAreOffIfAsked() {
    assertThat(drawn(true)).contains("script", "nothing");
  }

  @Test
  void shouldSayThatNothingIsRead() {
    assertThat(RulesPicture.of(Map.of("reading", false), false))
        .containsExactly("no query is read: the configuration has no section [queries]");
  }
}
