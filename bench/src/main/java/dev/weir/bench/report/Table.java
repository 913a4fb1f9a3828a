package dev.weir.bench.report;

import java.util.List;

/** Everything measured on one thing, a row for each peer or case. */
public record Table(String title, List<String> columns, List<List<String>> rows) {
  public Table {
    columns = List.copyOf(columns);
    rows = rows.stream().map(List::copyOf).toList();
  }

  /** As Markdown. */
  public String markdown() {
    StringBuilder text = new StringBuilder("**" + title + "**\n\n");
    line(text, columns);
    line(text, columns.stream().map(column -> "---").toList());
    rows.forEach(row -> line(text, row));
    return text.toString();
  }

  private static void line(StringBuilder text, List<String> cells) {
    text.append("| ").append(String.join(" | ", cells)).append(" |\n");
  }
}
