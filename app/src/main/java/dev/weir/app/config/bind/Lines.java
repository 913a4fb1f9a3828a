package dev.weir.app.config.bind;

import dev.weir.app.config.bind.YamlNode.Span;
import java.util.ArrayList;
import java.util.List;

/** The lines of a text, with secrets blotted out, as excerpts for people. */
final class Lines {
  /** Longest excerpt, in code points; a longer line is cut around its column. */
  private static final int WIDEST = 120;

  private final int[] text;
  private final List<Integer> starts = new ArrayList<>();

  /** A line may be as long as the file and hold many mistakes: it is prepared once. */
  private int excerptedLine;

  private int[] excerpted = {};

  Lines(String text) {
    this.text = text.codePoints().toArray();
    starts.add(0);
    for (int i = 0; i < this.text.length; i++) {
      if (this.text[i] == '\n' || (this.text[i] == '\r' && at(i + 1) != '\n')) {
        starts.add(i + 1);
      }
    }
  }

  /** An excerpt of a line and where in it a column is, both in characters. */
  record Excerpt(String text, int caret) {
    static final Excerpt NONE = new Excerpt("", 0);
  }

  /** The place of a code point in a text. */
  static Span spanAt(String text, int position) {
    Lines lines = new Lines(text);
    int line = 1;
    while (line < lines.starts.size() && lines.starts.get(line) <= position) {
      line++;
    }
    int column = Math.max(0, position - lines.starts.get(line - 1)) + 1;
    return new Span(line, column, position, position);
  }

  /** Makes a stretch unreadable for every later excerpt. */
  void blot(Span span) {
    for (int i = Math.max(0, span.start()); i < Math.min(text.length, span.end()); i++) {
      if (text[i] != '\n' && text[i] != '\r') {
        text[i] = '*';
      }
    }
  }

  /** The whole line, counted from 1; empty if there is none. */
  String line(int line) {
    if (line < 1 || line > starts.size()) {
      return "";
    }
    int start = starts.get(line - 1);
    int end = line < starts.size() ? starts.get(line) : text.length;
    while (end > start && (text[end - 1] == '\n' || text[end - 1] == '\r')) {
      end--;
    }
    return new String(text, start, end - start);
  }

  /** Nothing is blotted out any more after the first call. */
  Excerpt excerpt(int line, int column) {
    if (line != excerptedLine) {
      excerptedLine = line;
      excerpted = Shown.withoutPasswords(line(line)).codePoints().toArray();
    }
    int[] whole = excerpted;
    int caret = Math.clamp(column - 1L, 0, whole.length);
    int from =
        whole.length <= WIDEST ? 0 : Math.clamp(caret - WIDEST / 2, 0, whole.length - WIDEST);
    int to = Math.min(whole.length, from + WIDEST);
    String before = Shown.printable(new String(whole, from, caret - from));
    String after = Shown.printable(new String(whole, caret, to - caret));
    String cutBefore = from > 0 ? "…" : "";
    String cutAfter = to < whole.length ? "…" : "";
    return new Excerpt(
        cutBefore + before + (after + cutAfter).stripTrailing(),
        cutBefore.length() + before.length());
  }

  private int at(int index) {
    return index < text.length ? text[index] : -1;
  }
}
