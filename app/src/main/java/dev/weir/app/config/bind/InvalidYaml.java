package dev.weir.app.config.bind;

import dev.weir.app.config.bind.YamlNode.Span;

/** What was read is no YAML document that Weir takes; nothing behind the place was looked at. */
final class InvalidYaml extends Exception {
  private static final long serialVersionUID = 1;

  private final transient Span span;
  private final int contextLine;
  private final String value;
  private final String expected;

  /**
   * A mistake.
   *
   * @param contextLine where the thing began that could not be read to its end, at most the span's
   */
  InvalidYaml(Span span, int contextLine, String value, String expected) {
    super(value);
    this.span = span;
    this.contextLine = contextLine;
    this.value = value;
    this.expected = expected;
  }

  Span span() {
    return span;
  }

  int contextLine() {
    return contextLine;
  }

  String value() {
    return value;
  }

  String expected() {
    return expected;
  }
}
