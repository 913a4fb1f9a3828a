package dev.weir.app.rules;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.app.demo.Frame;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class RulesPictureTest {
  private static final Map<?, ?> DEEP =
      Map.of(
          "name",
          "deep-page",
          "mode",
          "observe",
          "limit",
          5000,
          "for_some",
          List.of(
              Map.of(
                  "mode",
                  "warn",
                  "limit",
                  9,
                  "tenants",
                  List.of("a", "b"),
                  "indices",
                  List.of("logs-*"),
                  "exempt",
                  List.of("a")),
              Map.of("mode", "off")),
          "lacked_facts",
          4,
          "exempt",
          List.of("batch"),
          "observed",
          Map.of("batch", 3, "a-few", 1, "most", 20),
          "refused",
          Map.of("bills", 1),
          "by_hand",
          Map.of("until", "13:10", "why", "a sale"),
          "last",
          Map.of("found", "9 of 3", "tenant", "batch", "indices", "", "shape", "00ff"));

  private static final Map<?, ?> FACTS =
      Map.of(
          "cluster",
          "main",
          "names",
          12,
          "mappings",
          3,
          "cardinalities",
          2,
          "problem",
          "403 to _alias");

  private static final Map<?, ?> SCRIPT = Map.of("name", "script", "mode", "off");

  private static String drawn(boolean all) {
    Map<?, ?> page =
        Map.of(
            "reading",
            true,
            "searches",
            7,
            "unread",
            1,
            "facts",
            List.of(FACTS),
            "scrolls",
            Map.of("open", Map.of("batch", 4)),
            "rules",
            List.of(DEEP, SCRIPT));
    return plain(RulesPicture.of(page, all));
  }

  private static String plain(List<String> lines) {
    return lines.stream()
        .map(line -> Frame.line(line, Integer.MAX_VALUE, false))
        .collect(Collectors.joining("\n"));
  }

  @Test
  void shouldShowWhatEachRuleHasFoundAndInWhat() {
    assertThat(drawn(false))
        .contains("scrolls open  batch 4\n")
        .contains("rule                      mode          limit  found\n")
        .contains("  deep-page               observe        5000  refused bills 1;")
        .contains("would have refused most 20, batch 3, a-few 1; for want of facts not judged 4\n")
        .contains("9 of 3", "tenant batch, index (all), shape 00ff", "until 13:10", "a sale")
        .doesNotContain("script");
  }

  @Test
  void shouldShowWhomEntriesAreFor() {
    assertThat(drawn(false))
        .contains("    for tenants a b, indices logs-*: warn, limit 9, not for a\n")
        .contains("    for some: off\n")
        .contains("    not for batch\n");
  }

  @Test
  void shouldShowThoseThatAreOffIfAsked() {
    assertThat(drawn(true)).contains("script", "nothing");
  }

  @Test
  void shouldTellWhatIsKnownOfIndicesAndWhyNot() {
    assertThat(drawn(false))
        .contains("facts of main   names 12   mappings 3   cardinalities 2   403 to _alias\n");
  }

  @Test
  void shouldTellWhatRewritesHaveDone() {
    Map<?, ?> rewrite =
        Map.of(
            "rewrite",
            "sorted-terms",
            "kind",
            "equivalent",
            "applied",
            12,
            "compared",
            3,
            "diverged",
            1);

    assertThat(plain(RulesPicture.rewrites(Map.of("rewrites", List.of(rewrite)))))
        .contains("rewrite                   changes", "done\n")
        .contains("  sorted-terms            equivalent         12  3 compared, 1 differed");
    assertThat(RulesPicture.rewrites(Map.of("rewrites", List.of()))).isEmpty();
  }

  @Test
  void shouldSayThatNothingIsRead() {
    assertThat(RulesPicture.of(Map.of("reading", false), false))
        .containsExactly("no query is read: the configuration has no section [queries]");
  }
}
