package dev.weir.app.config.bind;

import org.jspecify.annotations.Nullable;

/** A value that is not what its key takes. */
final class Unfit extends Exception {
  private static final long serialVersionUID = 1;

  private final String expected;
  private final @Nullable String shown;

  Unfit(String expected) {
    this(expected, null);
  }

  /**
   * An unfit value.
   *
   * @param shown what may be shown of a value that is otherwise secret
   */
  Unfit(String expected, @Nullable String shown) {
    super(expected);
    this.expected = expected;
    this.shown = shown;
  }

  String expected() {
    return expected;
  }

  @Nullable String shown() {
    return shown;
  }
}
