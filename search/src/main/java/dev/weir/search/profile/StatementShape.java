package dev.weir.search.profile;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.weir.search.json.Hashing;
import java.util.Arrays;

/**
 * A statement without what it looks for, written as it is read: literals are question marks, lists
 * of them one question mark, keywords and functions in capitals, one blank where there were any,
 * and no comments. Kept within a bound; what is behind that counts for the print alone.
 */
final class StatementShape {
  private static final int MOST = 4096;

  private byte[] text = new byte[256];
  private int length;
  private long print;

  /** A comma behind a literal, which is written if no other literal follows. */
  private boolean comma;

  private boolean literal;

  /** Whether what comes next stands right behind what was last. */
  private boolean close;

  void clear() {
    length = 0;
    print = 0;
    comma = false;
    literal = false;
    close = true;
  }

  long print() {
    return print;
  }

  String text() {
    return new String(text, 0, length, UTF_8);
  }

  void literal() {
    if (comma) {
      comma = false;
      return;
    }
    write('?', !close);
    literal = true;
    close = false;
  }

  void symbol(byte symbol) {
    if (symbol == ',' && literal && !comma) {
      comma = true;
      return;
    }
    flush();
    boolean opens = symbol == '(' || symbol == '[';
    boolean follows = symbol == ',' || symbol == ')' || symbol == ']';
    write(symbol, !close && !follows);
    close = opens;
  }

  /** A parenthesis right behind the name of a function. */
  void openFunction() {
    write('(', false);
    close = true;
  }

  void word(byte[] bytes, int from, int to) {
    flush();
    long hash = Hashing.of(bytes, from, to);
    print = Hashing.mix(print, hash);
    if (!close) {
      append((byte) ' ');
    }
    for (int i = from; i < to; i++) {
      append(bytes[i]);
    }
    close = false;
  }

  private void flush() {
    literal = false;
    if (comma) {
      comma = false;
      write(',', false);
      close = false;
    }
  }

  private void write(int symbol, boolean blank) {
    print = Hashing.mix(print, symbol);
    if (blank) {
      append((byte) ' ');
    }
    append((byte) symbol);
  }

  private void append(byte each) {
    if (length == MOST) {
      return;
    }
    if (length == text.length) {
      text = Arrays.copyOf(text, 2 * length);
    }
    text[length++] = each;
  }
}
