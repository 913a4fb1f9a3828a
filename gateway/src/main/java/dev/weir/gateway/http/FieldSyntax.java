package dev.weir.gateway.http;

/** What a filter may write into a head: nothing that could end it early or frame it anew. */
public final class FieldSyntax {
  private FieldSyntax() {}

  /**
   * Checks a field that is to be written.
   *
   * @throws IllegalArgumentException if HTTP does not allow the name or the value, or the field is
   *     of the message's framing
   */
  public static void check(String name, String value) {
    boolean token = !name.isEmpty();
    for (int i = 0; i < name.length() && token; i++) {
      token = name.charAt(i) < 128 && Syntax.isToken((byte) name.charAt(i));
    }
    if (!token) {
      throw new IllegalArgumentException("header name: " + name + " (expected: a token)");
    }
    for (int i = 0; i < value.length(); i++) {
      if (value.charAt(i) > 255 || !Syntax.isValue((byte) value.charAt(i))) {
        throw new IllegalArgumentException(
            "value of header " + name + ": holds a character that HTTP does not allow at " + i);
      }
    }
    if (isFraming(name) || name.equalsIgnoreCase("Connection")) {
      throw new IllegalArgumentException(
          "header name: " + name + " (expected: none of the message's framing)");
    }
  }

  /**
   * Checks a target that is to be written.
   *
   * @throws IllegalArgumentException if it is not an origin-form target
   */
  public static void checkTarget(String target) {
    boolean fits = target.startsWith("/");
    for (int i = 0; i < target.length() && fits; i++) {
      fits = target.charAt(i) < 256 && Syntax.isTarget((byte) target.charAt(i));
    }
    if (!fits) {
      throw new IllegalArgumentException(
          "target: " + target + " (expected: an encoded path that begins with '/')");
    }
  }

  /** Whether a field tells where a message ends. */
  public static boolean isFraming(String name) {
    return name.equalsIgnoreCase("Content-Length") || name.equalsIgnoreCase("Transfer-Encoding");
  }
}
