package dev.weir.flow.simulation;

import java.util.Arrays;
import java.util.Formatter;
import java.util.List;
import java.util.Locale;

/**
 * Draws a run as an SVG: panels over the same seconds, one under the other, with the times of
 * trouble shaded. By hand, since a chart library would be a dependency of megabytes, and its
 * pictures would change with its versions.
 */
final class Chart {
  /** One line of a panel. */
  record Line(String colour, double width, List<Double> values) {
    static Line of(String colour, double width, double[] values) {
      return new Line(colour, width, Arrays.stream(values).boxed().toList());
    }
  }

  /**
   * A panel.
   *
   * @param title with its unit
   * @param low the value at its bottom; on a logarithmic scale above 0
   * @param high the value at its top; what is beyond is drawn there
   */
  record Panel(String title, boolean logarithmic, double low, double high, List<Line> lines) {}

  private static final int WIDTH = 760;
  private static final int LEFT = 56;
  private static final int RIGHT = 26;
  private static final int HEAD = 78;
  private static final int PANEL = 112;
  private static final int GAP = 34;
  private static final int FOOT = 22;
  private static final int TICKS = 8;

  private final StringBuilder svg = new StringBuilder();
  private final Formatter out = new Formatter(svg, Locale.ROOT);
  private final Subject subject;

  /** What is drawn: so many seconds, some of them with troubles. */
  record Subject(String title, double seconds, List<Timetable.Span> troubles) {
    static Subject of(Scenario scenario) {
      return new Subject(scenario.title(), scenario.seconds(), scenario.troubles());
    }
  }

  private Chart(Subject subject) {
    this.subject = subject;
  }

  /** A chart; its captions are in the colours of what they tell of. */
  static String of(Subject subject, List<String> captions, List<Panel> panels) {
    return new Chart(subject).draw(captions, panels);
  }

  private String draw(List<String> captions, List<Panel> panels) {
    int height = HEAD + panels.size() * (PANEL + GAP) + FOOT;
    out.format(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" width=\"%d\""
            + " font-family=\"sans-serif\" font-size=\"11\" fill=\"#333\">\n",
        WIDTH, height, WIDTH);
    out.format("<rect width=\"%d\" height=\"%d\" fill=\"#fff\"/>\n", WIDTH, height);
    text(12, 20, "font-size=\"15\" font-weight=\"bold\"", subject.title());
    for (int i = 0; i < captions.size(); i++) {
      String colour = Colours.CAPTIONS.get(i);
      text(12, 40 + 16 * i, "fill=\"%s\"".formatted(colour), captions.get(i));
    }
    int top = HEAD + 12;
    for (Panel panel : panels) {
      draw(panel, top);
      top += PANEL + GAP;
    }
    for (int i = 0; i <= TICKS; i++) {
      double at = subject.seconds * i / TICKS;
      text((int) x(at), height - 8, "text-anchor=\"middle\"", time(at));
    }
    out.format("</svg>\n");
    return svg.toString();
  }

  private void draw(Panel panel, int top) {
    text(LEFT, top - 5, "font-weight=\"bold\"", panel.title());
    out.format(
        "<rect x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\" fill=\"#f7f7f7\"/>\n",
        LEFT, top, WIDTH - LEFT - RIGHT, PANEL);
    for (Timetable.Span span : subject.troubles()) {
      out.format(
          "<rect x=\"%.1f\" y=\"%d\" width=\"%.1f\" height=\"%d\" fill=\"#e07b00\""
              + " fill-opacity=\"0.13\"/>\n",
          x(span.from() / 1e9), top, x(span.until() / 1e9) - x(span.from() / 1e9), PANEL);
    }
    text(LEFT - 5, top + 9, "text-anchor=\"end\"", number(panel.high()));
    text(LEFT - 5, top + PANEL, "text-anchor=\"end\"", number(panel.low()));
    for (Line line : panel.lines()) {
      draw(panel, line, top);
    }
  }

  private void draw(Panel panel, Line line, int top) {
    List<Double> values = line.values();
    StringBuilder points = new StringBuilder();
    for (int i = 0; i < values.size(); i++) {
      double at = (i + 0.5) * subject.seconds / values.size();
      double y = top + PANEL * (1 - height(panel, values.get(i)));
      points.append(String.format(Locale.ROOT, i == 0 ? "%.1f,%.1f" : " %.1f,%.1f", x(at), y));
    }
    out.format(
        "<polyline fill=\"none\" stroke=\"%s\" stroke-width=\"%.1f\" points=\"%s\"/>\n",
        line.colour(), line.width(), points);
  }

  /** StrictMath, so that charts are the same anywhere. */
  private static double height(Panel panel, double value) {
    double bounded = Math.clamp(value, panel.low(), panel.high());
    return panel.logarithmic()
        ? StrictMath.log(bounded / panel.low()) / StrictMath.log(panel.high() / panel.low())
        : (bounded - panel.low()) / (panel.high() - panel.low());
  }

  private double x(double second) {
    return LEFT + (WIDTH - LEFT - RIGHT) * second / subject.seconds;
  }

  private String time(double second) {
    return subject.seconds >= 3600 ? number(second / 3600) + " h" : number(second) + " s";
  }

  static String number(double value) {
    String said = String.format(Locale.ROOT, "%.2f", value);
    return said.replaceFirst("\\.?0+$", "");
  }

  private void text(int x, int y, String attributes, String said) {
    out.format("<text x=\"%d\" y=\"%d\" %s>%s</text>\n", x, y, attributes, said);
  }

  /** The highest of some lines, so that they fit. */
  static double highest(List<Line> lines) {
    return lines.stream()
        .flatMapToDouble(line -> line.values().stream().mapToDouble(each -> each))
        .max()
        .orElse(1);
  }

  /** What is drawn in which colour. */
  static final class Colours {
    static final String WEIR = "#0a6ebd";
    static final String PLAIN = "#b0413e";
    static final String FAULTY = "#e07b00";
    static final String OTHER = "#8aa4b8";
    static final String THIRD = "#5a8f3c";
    static final List<String> CAPTIONS = List.of(WEIR, PLAIN, THIRD);

    private Colours() {}
  }
}
