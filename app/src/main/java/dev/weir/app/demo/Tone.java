package dev.weir.app.demo;

/** What a colour means; each is one in every place. */
public enum Tone {
  /** As it should be. */
  GOOD("32"),
  /** Passing, or worth a look. */
  WARNING("33"),
  /** Broken or lost. */
  BAD("31"),
  /** Frozen. */
  COLD("36"),
  /** A heading or a figure that matters. */
  STRONG("1"),
  /** Beside the point. */
  QUIET("90"),
  PLAIN("0");

  private static final String ESCAPE = "\u001b[";

  private final String code;

  Tone(String code) {
    this.code = code;
  }

  /** The text in this tone, for a terminal. */
  public String paint(String text) {
    return this == PLAIN ? text : ESCAPE + code + "m" + text + ESCAPE + "0m";
  }
}
