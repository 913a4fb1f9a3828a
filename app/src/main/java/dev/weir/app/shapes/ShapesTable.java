package dev.weir.app.shapes;

import static dev.weir.app.shapes.ShapePicture.figure;
import static dev.weir.app.shapes.ShapePicture.millis;
import static dev.weir.app.steer.AdminJson.maps;
import static dev.weir.app.steer.AdminJson.number;
import static dev.weir.app.steer.AdminJson.text;

import dev.weir.app.demo.Tone;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What the admin listener says of shapes as a table that fits the terminal: a narrow one has fewer
 * figures, so that indices and rules are seen, and a low one fewer shapes, so that what was ordered
 * by hand is.
 */
final class ShapesTable {
  /** The lines above the first shape. */
  private static final int HEAD = 3;

  /** The empty line and the heading above what was ordered by hand. */
  private static final int ORDERS_HEAD = 2;

  /** The width from which on all columns have room. */
  private static final int WIDE = 124;

  private static final int WIDEST_INDICES = 24;
  private static final int NARROW_INDICES = 12;

  /** A figure, and the width of the terminal from which on there is room for it. */
  private record Column(String head, int from, Function<Map<?, ?>, String> figure) {}

  private static final String REFUSED = "refused";

  private static final List<Column> COLUMNS =
      List.of(
          new Column("rate/s", 0, shape -> figure(shape.get("rate"))),
          new Column("cost", 115, shape -> figure(shape.get("cost"))),
          new Column("took", 0, shape -> millis(shape.get("took_ms"))),
          new Column("p50", WIDE, shape -> millis(shape.get("p50_ms"))),
          new Column("p99", 0, shape -> millis(shape.get("p99_ms"))),
          new Column(REFUSED, 90, shape -> text(shape.get(REFUSED))));

  private final List<Column> columns;
  private final int columnWidth;
  private final int indicesWidth;

  private ShapesTable(int width) {
    columns = COLUMNS.stream().filter(each -> width >= each.from).toList();
    columnWidth = width >= WIDE ? 8 : 7;
    indicesWidth = width >= WIDE ? WIDEST_INDICES : NARROW_INDICES;
  }

  /**
   * The table.
   *
   * @param page what {@code /-/shapes} says
   * @param from where it came from
   * @param width columns of the terminal
   * @param height lines of the terminal
   */
  static List<String> of(Map<?, ?> page, String from, int width, int height) {
    ShapesTable table = new ShapesTable(width);
    List<String> orders = orders(maps(page.get("orders")), height / 3);
    List<String> lines = new ArrayList<>();
    lines.add(title(page, from));
    lines.add("");
    lines.add(table.head());
    List<Map<?, ?>> shapes = maps(page.get("shapes"));
    if (shapes.isEmpty()) {
      lines.add("no search has been seen yet; shapes take queries: {} in the configuration");
    }
    int room = Math.max(1, height - HEAD - orders.size());
    shapes.stream().limit(room).forEach(shape -> lines.add(table.row(shape)));
    lines.addAll(orders);
    return lines;
  }

  private static String title(Map<?, ?> page, String from) {
    return Tone.STRONG.paint("Weir")
        + "  "
        + from
        + Tone.QUIET.paint("  searches/s ")
        + figure(page.get("rate"))
        + Tone.QUIET.paint("  cost/s ")
        + figure(page.get("cost_per_second"))
        + Tone.QUIET.paint("  shapes ")
        + text(page.get("known"))
        + Tone.QUIET.paint("  by ")
        + text(page.get("sort"));
  }

  private String head() {
    StringBuilder head = new StringBuilder("%-16s %6s".formatted("shape", "share"));
    columns.forEach(each -> head.append(' ').append(right(each.head)));
    head.append("  ").append(left("indices")).append(" rules");
    return Tone.QUIET.paint(head.toString());
  }

  private String row(Map<?, ?> shape) {
    double share = number(shape.get("share"));
    String id = text(shape.get("id"));
    StringBuilder row =
        new StringBuilder(shape.get("order") == null ? id : Tone.COLD.paint(id))
            .append(' ')
            .append(ShapePicture.tone(share).paint("%5.1f%%".formatted(share * 100)));
    boolean isRefused = number(shape.get(REFUSED)) > 0;
    for (Column each : columns) {
      Tone tone = each.head.equals(REFUSED) && isRefused ? Tone.COLD : Tone.PLAIN;
      row.append(' ').append(tone.paint(right(each.figure.apply(shape))));
    }
    return row.append("  ")
        .append(left(cut(names(shape.get("indices")), indicesWidth)))
        .append(' ')
        .append(Tone.WARNING.paint(names(shape.get("rules"))))
        .toString();
  }

  private String right(String text) {
    return " ".repeat(Math.max(0, columnWidth - text.length())) + text;
  }

  private String left(String text) {
    return text + " ".repeat(Math.max(0, indicesWidth - text.length()));
  }

  /** No more lines than there is room for. */
  private static List<String> orders(List<Map<?, ?>> orders, int most) {
    List<String> lines = new ArrayList<>();
    if (!orders.isEmpty()) {
      lines.add("");
      lines.add(Tone.STRONG.paint("by hand"));
    }
    int shown = Math.min(orders.size(), Math.max(1, most - ORDERS_HEAD));
    for (Map<?, ?> order : orders.subList(0, shown)) {
      lines.add("  " + ShapePicture.order(order));
    }
    if (shown < orders.size()) {
      lines.add("  and " + (orders.size() - shown) + " more; --once shows all");
    }
    return lines;
  }

  private static String names(@Nullable Object counts) {
    List<String> parts = new ArrayList<>();
    if (counts instanceof Map<?, ?> map) {
      map.keySet().forEach(name -> parts.add(text(name)));
    }
    return String.join(",", parts);
  }

  private static String cut(String text, int widest) {
    return text.length() <= widest ? text : text.substring(0, widest - 1) + "…";
  }
}
