package dev.weir.app.config.bind;

import java.util.List;

/** A piece of a YAML document and where it stands. */
sealed interface YamlNode {
  Span span();

  /**
   * Text.
   *
   * @param plain whether it was written without quotes
   */
  record Scalar(String text, boolean plain, Span span) implements YamlNode {
    /** Whether it is an explicit null; a key with nothing behind it is not. */
    boolean isNull() {
      return plain
          && (text.equals("null")
              || text.equals("~")
              || text.equals("Null")
              || text.equals("NULL"));
    }

    boolean isNothing() {
      return plain && text.isEmpty();
    }
  }

  record Sequence(List<YamlNode> items, Span span) implements YamlNode {}

  record Mapping(List<Entry> entries, Span span) implements YamlNode {}

  /** A key and its value. */
  record Entry(YamlNode key, YamlNode value) {}

  /**
   * A stretch of the text.
   *
   * @param line where it begins, counted from 1
   * @param column where it begins, in code points, counted from 1
   * @param start its first code point, counted from 0 over the whole text
   * @param end after its last code point
   */
  record Span(int line, int column, int start, int end) {
    static final Span BEGINNING = new Span(1, 1, 0, 0);
  }
}
