package dev.weir.search.json;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Random;

/** Objects in JSON, of any kind that there is. */
final class RandomJson {
  private static final String[] TEXTS = {
    "",
    "a",
    "query",
    "user.name",
    "ü",
    "名前",
    "😀",
    "\\n",
    "\\\"",
    "\\u0061",
    "\\ud83d\\ude00",
    "now-1d/d",
    "0123456789abcdef0123456789",
    "\\\\",
    "/",
    "\\/"
  };
  private static final String[] BLANKS = {"", "", "", " ", "\n", "\t ", "\r\n"};
  private static final String[] NUMBERS = {
    "0", "-0", "1", "42", "-7", "1.5", "0.25", "1e9", "1E-3", "12.5e+10", "9223372036854775808"
  };

  private final Random random;
  private final StringBuilder text = new StringBuilder();
  private int names;

  RandomJson(Random random) {
    this.random = random;
  }

  /** An object. */
  byte[] document() {
    text.setLength(0);
    blank();
    object(0);
    blank();
    return text.toString().getBytes(UTF_8);
  }

  /** Changes some bytes. */
  static void damage(byte[] bytes, Random random) {
    for (int i = 1 + random.nextInt(3); i > 0; i--) {
      bytes[random.nextInt(bytes.length)] =
          random.nextBoolean()
              ? (byte) random.nextInt(256)
              : (byte) "{}[]\",:\\ue-+./*tfn0 ".charAt(random.nextInt(20));
    }
  }

  private void object(int depth) {
    text.append('{');
    int count = random.nextInt(5);
    for (int i = 0; i < count; i++) {
      if (i > 0) {
        text.append(',');
      }
      blank();
      // Each once: Jackson, as the engines use it, refuses a name that comes twice.
      text.append('"').append(pick(TEXTS)).append(names++).append('"');
      blank();
      text.append(':');
      value(depth + 1);
    }
    blank();
    text.append('}');
  }

  private void value(int depth) {
    blank();
    switch (random.nextInt(depth > 6 ? 5 : 8)) {
      case 0 -> text.append(pick(NUMBERS));
      case 1 -> text.append(random.nextBoolean());
      case 2 -> text.append("null");
      case 3, 4 -> text.append('"').append(pick(TEXTS)).append(pick(TEXTS)).append('"');
      case 5 -> array(depth);
      default -> object(depth);
    }
    blank();
  }

  private void array(int depth) {
    text.append('[');
    int count = random.nextInt(6);
    for (int i = 0; i < count; i++) {
      if (i > 0) {
        text.append(',');
      }
      value(depth + 1);
    }
    blank();
    text.append(']');
  }

  private void blank() {
    text.append(pick(BLANKS));
  }

  private String pick(String[] some) {
    return some[random.nextInt(some.length)];
  }
}
