package dev.weir.search.profile;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Values as they stand in a body, of which profiles tell different things. */
final class RandomValues {
  private static final String[] TEXTS = {
    "",
    "a",
    "some words",
    "ü",
    "many € 😀 letters",
    "now",
    "now/d",
    "now-1d/h",
    "nowhere",
    "2026-11-21",
    "2026-11-21T12:00:00.5Z",
    "2026-11-21T12:00||/d",
    "20",
    "-5",
    "123456789012",
    "1.5",
    "x*y",
    "*",
    "*y",
    "a?",
    "[a-z]+|b",
    "field:x AND other:y~",
    "[1 TO 2]",
    "true",
    "_score",
    "a text that is somewhat longer than the others are"
  };
  private static final String[] ODD_TEXTS = {
    "\\\"", "\\u00e9 and so on", "\\ud83d\\ude00", "\\x", "a\tb", "\1", "\\", "a".repeat(100)
  };
  private static final String[] NUMBERS = {
    "0",
    "-0",
    "1",
    "-1",
    "7",
    "20",
    "1.5",
    "-0.25",
    "1e5",
    "1.0E-7",
    "999999999",
    "1000000000",
    "100000000000",
    "123456789012345678"
  };
  private static final String[] ODD_NUMBERS = {
    "1234567890123456789",
    "99999999999999999999999999",
    "01",
    "1.",
    ".5",
    "-",
    "+1",
    "1e",
    "1e+",
    "1.5.5",
    "-01",
    "1x",
    "NaN"
  };
  private static final String[] WORDS = {"true", "false", "null"};
  private static final String[] ODD_WORDS = {"tru", "True", "nul", "nulll", "falsey"};

  private RandomValues() {}

  /** A value of JSON that is no object and no array. */
  static String valid(Random random) {
    return switch (random.nextInt(5)) {
      case 0, 1 -> quoted(one(random, TEXTS));
      case 2, 3 -> one(random, NUMBERS);
      default -> one(random, WORDS);
    };
  }

  /** Another one that looks like a value. */
  static String like(Random random, String value) {
    return switch (value.charAt(0)) {
      case '"' -> quoted(one(random, TEXTS));
      case 't', 'f' -> one(random, WORDS);
      case 'n' -> "null";
      default -> one(random, NUMBERS);
    };
  }

  /** Anything in the place of a value. */
  static String any(Random random) {
    return switch (random.nextInt(8)) {
      case 0 -> quoted(one(random, ODD_TEXTS));
      case 1 -> one(random, ODD_NUMBERS);
      case 2 -> one(random, ODD_WORDS);
      case 3 -> array(random);
      case 4 -> "{}";
      default -> valid(random);
    };
  }

  static String array(Random random) {
    List<String> values = new ArrayList<>();
    String like = valid(random);
    for (int i = random.nextInt(random.nextBoolean() ? 3 : 14); i > 0; i--) {
      values.add(random.nextInt(4) == 0 ? valid(random) : like(random, like));
    }
    String between = random.nextInt(3) == 0 ? " , " : ",";
    return random.nextInt(4) == 0
        ? "[ " + String.join(between, values) + "\n]"
        : "[" + String.join(between, values) + "]";
  }

  private static String quoted(String text) {
    return "\"" + text + "\"";
  }

  private static String one(Random random, String[] of) {
    return of[random.nextInt(of.length)];
  }
}
