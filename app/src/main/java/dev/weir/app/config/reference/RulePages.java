package dev.weir.app.config.reference;

import dev.weir.search.rule.Rule;
import dev.weir.search.rule.RuleKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** A page for each rule for queries, from what the rule says of itself, and a list of them. */
final class RulePages {
  /** What brings the pages up to date. */
  static final String COMMAND = GenerateReference.COMMAND.replace("ReferenceTest", "RulePagesTest");

  private static final String INDEX = "README.md";

  private static final String HEAD =
      """
      # Rules for queries

      <!-- Written from the code: change the rules there, then run
      %s -->

      What Weir looks for in requests before the cluster sees them. Each rule has a page of its own, with an example of the
      trouble and one of the cure. *Usual* rules are asked as soon as a configuration has `queries`; the others are trouble for
      some clusters and daily bread for others, and are asked where `queries.rules` names them. A rule that needs facts finds
      nothing as long as they are [not known](../guide/facts.md).

      | rule | usual | limit | facts | why |
      |---|---|---|---|---|
      """;

  private RulePages() {}

  static void write(Path folder) throws IOException {
    Files.createDirectories(folder);
    for (Map.Entry<String, String> file : files().entrySet()) {
      Files.writeString(folder.resolve(file.getKey()), file.getValue());
    }
  }

  /** The files' names and what belongs in them. */
  static Map<String, String> files() {
    Map<String, String> files = new LinkedHashMap<>();
    StringBuilder index = new StringBuilder(HEAD.replace("%s", COMMAND));
    for (RuleKind kind : RuleKind.all()) {
      Rule rule = kind.make();
      files.put(kind.id() + ".md", page(kind, rule));
      index.append(
          "| [%s](%s.md) | %s | %s | %s | %s |\n"
              .formatted(
                  kind.id(),
                  kind.id(),
                  kind.isUsual() ? "yes" : "",
                  kind.hasLimit() ? number(kind.limit()) : "",
                  kind.needsFacts() ? "yes" : "",
                  rule.description()));
    }
    files.put(INDEX, index.toString());
    return files;
  }

  private static String page(RuleKind kind, Rule rule) {
    StringBuilder page = new StringBuilder();
    page.append("# ").append(kind.id()).append("\n\n").append(rule.description()).append("\n\n");
    page.append(
        kind.isUsual()
            ? "One of the usual rules: asked as soon as a configuration has `queries`."
            : "Not one of the usual rules: asked where `queries.rules` names it.");
    if (kind.hasLimit()) {
      page.append("\nIts limit is ")
          .append(number(kind.limit()))
          .append(" unless the configuration says another: ")
          .append(kind.measure())
          .append('.');
    }
    if (kind.needsFacts()) {
      page.append(
          "\nIt needs [facts about indices](../guide/facts.md), and finds nothing without.");
    }
    if (kind.readsBulk()) {
      page.append(
          "\n"
              + "It holds and reads bulks up to `queries.max-body`; what becomes of larger ones"
              + " while it is enforced is said by its `unread`.");
    }
    if (kind == RuleKind.LARGE_BULK) {
      page.append("\nA bulk that does not say its length beforehand passes.");
    }
    if (kind == RuleKind.OPEN_SCROLL) {
      page.append(
          "\nHow often a tenant may open and move scrolls is kept by a"
              + " [limit](../guide/limits.md) for the operation `cursor`.");
    }
    if (kind == RuleKind.MANY_SCROLLS) {
      page.append(
          "\n\nA scroll counts from its answer until it is closed, or has not been moved for as"
              + " long as it is kept; those that are just being opened count, too. Each gateway"
              + " counts those that are opened or moved through it. What is refused gets 429, and"
              + " `Retry-After` says when the first of the tenant's scrolls ends by itself.");
    }
    page.append("\n\n## The trouble\n\n").append(request(rule.trouble()));
    page.append("\n## The cure\n\n").append(request(rule.cure()));
    page.append("\n## To enforce it\n\n```yaml\nqueries:\n  rules:\n    - rule: ")
        .append(kind.id())
        .append("\n      mode: enforce\n");
    if (kind.hasLimit()) {
      page.append("      limit: ").append(kind.limit()).append('\n');
    }
    return page.append("```\n\n[All rules](README.md)\n").toString();
  }

  private static String request(String example) {
    String text = example.startsWith("{") ? "POST /bills/_search\n" + example : example;
    return "```http\n" + text.stripTrailing() + "\n```\n";
  }

  private static String number(long value) {
    return String.format(Locale.ROOT, "%,d", value);
  }
}
