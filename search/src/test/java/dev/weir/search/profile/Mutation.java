package dev.weir.search.profile;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Bodies that are nearly like one body. */
final class Mutation {
  private final Random random;

  /** A char for each byte. */
  private final String body;

  /** Where values begin and end that are no objects; of arrays, those that hold none. */
  private final List<int[]> values = new ArrayList<>();

  Mutation(Random random, byte[] body) {
    this.random = random;
    this.body = new String(body, ISO_8859_1);
    find();
  }

  private void find() {
    int array = -1;
    int i = 0;
    while (i < body.length()) {
      char each = body.charAt(i);
      int end = i + 1;
      if (each == '"') {
        while (body.charAt(end) != '"') {
          end += body.charAt(end) == '\\' ? 2 : 1;
        }
        end++;
        if (end >= body.length() || body.charAt(end) != ':') {
          values.add(new int[] {i, end});
        }
      } else if ("{}[]:, \n".indexOf(each) < 0) {
        while ("{}[]:, \n".indexOf(body.charAt(end)) < 0) {
          end++;
        }
        values.add(new int[] {i, end});
      } else if (each == '[') {
        array = i;
      } else if (each == '{') {
        array = -1;
      } else if (each == ']' && array >= 0) {
        values.add(new int[] {array, end});
        array = -1;
      }
      i = end;
    }
  }

  /** The same form, as a rule: other values that look alike. */
  byte[] otherValues() {
    StringBuilder text = new StringBuilder(body);
    int behind = body.length();
    for (int i = values.size() - 1; i >= 0; i--) {
      int[] value = values.get(i);
      if (value[1] <= behind && random.nextInt(3) > 0) {
        String now = body.substring(value[0], value[1]);
        put(text, value, now.charAt(0) == '[' ? now : RandomValues.like(random, now));
        behind = value[0];
      }
    }
    return text.toString().getBytes(ISO_8859_1);
  }

  /** Anything in the place of one value, or of a few. */
  byte[] anyValue() {
    StringBuilder text = new StringBuilder(body);
    int behind = body.length();
    int most = 1 + random.nextInt(2);
    for (int i = values.size() - 1; i >= 0 && most > 0; i--) {
      int[] value = values.get(i);
      if (value[1] <= behind && random.nextInt(values.size()) <= 1) {
        put(text, value, RandomValues.any(random));
        behind = value[0];
        most--;
      }
    }
    return text.toString().getBytes(ISO_8859_1);
  }

  private static void put(StringBuilder text, int[] value, String other) {
    text.replace(value[0], value[1], new String(other.getBytes(UTF_8), ISO_8859_1));
  }

  /** Bytes changed, left out, or put in. */
  byte[] otherBytes() {
    StringBuilder text = new StringBuilder(body);
    for (int i = random.nextInt(2); i >= 0; i--) {
      int at = random.nextInt(text.length());
      switch (random.nextInt(6)) {
        case 0 -> text.setCharAt(at, (char) random.nextInt(256));
        case 1 -> text.setCharAt(at, "{}[]\",:\\ 01e.-n/*\n".charAt(random.nextInt(18)));
        case 2 -> text.deleteCharAt(at);
        case 3 -> text.insert(at, "{}[]\",:\\ 01e.-n/*\n".charAt(random.nextInt(18)));
        case 4 -> text.setLength(at + 1);
        default -> {
          // A part twice, as a name that is doubled.
          int to = Math.min(text.length(), at + 1 + random.nextInt(20));
          text.insert(at, text.substring(at, to));
        }
      }
      if (text.isEmpty()) {
        break;
      }
    }
    return text.toString().getBytes(ISO_8859_1);
  }
}
