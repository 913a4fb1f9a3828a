package dev.weir.search.json;

import java.util.Arrays;

/** A name or text that does not lie in one piece, or not as it is meant: put together here. */
final class Text {
  private static final int FIRST_SIZE = 256;

  private final int most;
  private byte[] bytes = new byte[FIRST_SIZE];
  private int length;
  private boolean whole;

  /** The first half of a pair of surrogates, whose second half may follow; 0 if there is none. */
  private int high;

  Text(int most) {
    this.most = most;
  }

  void begin() {
    length = 0;
    whole = true;
    high = 0;
  }

  void add(byte each) {
    finish();
    append(each);
  }

  private void append(byte each) {
    if (length == bytes.length) {
      grow(length + 1);
    }
    if (length < bytes.length && length < most) {
      bytes[length++] = each;
    } else {
      whole = false;
    }
  }

  void add(byte[] from, int start, int end) {
    if (start == end) {
      return;
    }
    finish();
    int count = Math.min(end - start, most - length);
    if (count < end - start) {
      whole = false;
    }
    if (length + count > bytes.length) {
      grow(length + count);
    }
    System.arraycopy(from, start, bytes, length, count);
    length += count;
  }

  /** A UTF-16 unit that was escaped; a surrogate without its other half becomes three bytes. */
  void addUnit(int unit) {
    if (high != 0 && Character.isLowSurrogate((char) unit)) {
      int point = Character.toCodePoint((char) high, (char) unit);
      high = 0;
      append((byte) (0xf0 | point >> 18));
      append((byte) (0x80 | (point >> 12 & 0x3f)));
      append((byte) (0x80 | (point >> 6 & 0x3f)));
      append((byte) (0x80 | (point & 0x3f)));
      return;
    }
    finish();
    if (Character.isHighSurrogate((char) unit)) {
      high = unit;
    } else {
      appendUnit(unit);
    }
  }

  /** No other half follows. */
  void finish() {
    if (high != 0) {
      int alone = high;
      high = 0;
      appendUnit(alone);
    }
  }

  private void appendUnit(int unit) {
    if (unit < 0x80) {
      append((byte) unit);
    } else if (unit < 0x800) {
      append((byte) (0xc0 | unit >> 6));
      append((byte) (0x80 | (unit & 0x3f)));
    } else {
      append((byte) (0xe0 | unit >> 12));
      append((byte) (0x80 | (unit >> 6 & 0x3f)));
      append((byte) (0x80 | (unit & 0x3f)));
    }
  }

  byte[] bytes() {
    return bytes;
  }

  int length() {
    return length;
  }

  boolean isWhole() {
    return whole;
  }

  private void grow(int wanted) {
    if (bytes.length < most) {
      bytes = Arrays.copyOf(bytes, Math.min(most, Math.max(wanted, 2 * bytes.length)));
    }
  }
}
