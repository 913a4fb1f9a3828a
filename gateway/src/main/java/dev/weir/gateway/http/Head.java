package dev.weir.gateway.http;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * A message's head: its bytes as they came, and where in them things stand. Filled by a {@link
 * HeadParser}, used by one event loop, and used again for the next message.
 */
public final class Head {
  private static final int INITIAL_BYTES = 1024;
  private static final int KEPT_BYTES = 16 * 1024;
  private static final int INTS_PER_FIELD = 4;

  byte[] bytes = new byte[INITIAL_BYTES];

  /** First byte of the start line; empty lines may stand before it. */
  int start;

  /** After the empty line that ends the head. */
  int end;

  int methodEnd;
  int targetStart;
  int targetEnd;

  /** The minor version: 0 or 1. */
  int minorVersion;

  int status;
  int statusLineEnd;

  private int fieldCount;
  private int[] offsets = new int[32 * INTS_PER_FIELD];
  private Field[] kinds = new Field[32];
  private int notPassedOn;

  /** -1 if there is none. */
  long contentLength;

  boolean chunked;
  boolean expectsContinue;

  /** What the Connection header says; HTTP/1.1 keeps alive unless told otherwise. */
  boolean keepAlive;

  Head() {
    clear();
  }

  void clear() {
    start = 0;
    end = 0;
    methodEnd = 0;
    targetStart = 0;
    targetEnd = 0;
    minorVersion = 1;
    status = 0;
    statusLineEnd = 0;
    fieldCount = 0;
    notPassedOn = 0;
    contentLength = -1;
    chunked = false;
    expectsContinue = false;
    keepAlive = true;
    if (bytes.length > KEPT_BYTES) {
      bytes = new byte[INITIAL_BYTES];
    }
  }

  void ensureCapacity(int capacity) {
    if (capacity > bytes.length) {
      bytes = Arrays.copyOf(bytes, Math.max(capacity, bytes.length * 2));
    }
  }

  void addField(Field kind, int nameStart, int nameEnd, int valueStart, int valueEnd) {
    if (fieldCount == kinds.length) {
      kinds = Arrays.copyOf(kinds, fieldCount * 2);
      offsets = Arrays.copyOf(offsets, fieldCount * 2 * INTS_PER_FIELD);
    }
    kinds[fieldCount] = kind;
    int at = fieldCount * INTS_PER_FIELD;
    offsets[at] = nameStart;
    offsets[at + 1] = nameEnd;
    offsets[at + 2] = valueStart;
    offsets[at + 3] = valueEnd;
    fieldCount++;
    if (kind == Field.CONNECTION || kind == Field.HOP_BY_HOP) {
      notPassedOn++;
    }
  }

  /** Takes a field out of what is passed on, because Connection names it. */
  void markHopByHop(int field) {
    if (kinds[field] != Field.HOP_BY_HOP && kinds[field] != Field.CONNECTION) {
      kinds[field] = Field.HOP_BY_HOP;
      notPassedOn++;
    }
  }

  Field kind(int field) {
    return kinds[field];
  }

  int nameStart(int field) {
    return offsets[field * INTS_PER_FIELD];
  }

  int nameEnd(int field) {
    return offsets[field * INTS_PER_FIELD + 1];
  }

  /** Up to where a field's value and the spaces behind it reach. */
  public int valueRoomEnd(int field) {
    int end = lineEnd(field);
    while (end > valueEnd(field) && (bytes[end - 1] == '\n' || bytes[end - 1] == '\r')) {
      end--;
    }
    return end;
  }

  /** First byte of a field's value. */
  public int valueStart(int field) {
    return offsets[field * INTS_PER_FIELD + 2];
  }

  /** After a field's value; spaces around it are not of it. */
  public int valueEnd(int field) {
    return offsets[field * INTS_PER_FIELD + 3];
  }

  /** After the CRLF of a field's line. */
  int lineEnd(int field) {
    return field + 1 < fieldCount ? nameStart(field + 1) : end - 2;
  }

  /** The bytes that the offsets of this head point into; not to be changed. */
  public byte[] bytes() {
    return bytes;
  }

  /** First byte of the start line. */
  public int start() {
    return start;
  }

  /** After the method; it begins at {@link #start}. */
  public int methodEnd() {
    return methodEnd;
  }

  public int targetStart() {
    return targetStart;
  }

  public int targetEnd() {
    return targetEnd;
  }

  /** The head's length in bytes, from the start line to the empty line. */
  public int length() {
    return end - start;
  }

  public int fieldCount() {
    return fieldCount;
  }

  public int status() {
    return status;
  }

  /** Content-Length in bytes; -1 if there is none. */
  public long contentLength() {
    return contentLength;
  }

  public boolean chunked() {
    return chunked;
  }

  public boolean expectsContinue() {
    return expectsContinue && minorVersion > 0;
  }

  /** Whether the sender keeps the connection open after this message. */
  public boolean keepAlive() {
    return keepAlive;
  }

  /** Whether the message is HTTP/1.0. */
  public boolean isOld() {
    return minorVersion == 0;
  }

  /** Whether some field belongs to this connection only. */
  public boolean hasHopByHop() {
    return notPassedOn > 0;
  }

  public boolean hasHost() {
    return fieldOf(Field.HOST) >= 0;
  }

  public boolean hasAuthorization() {
    return fieldOf(Field.AUTHORIZATION) >= 0;
  }

  /** The field of the client's credentials; -1 if there is none, or more than one. */
  public int authorization() {
    int found = -1;
    for (int i = 0; i < fieldCount; i++) {
      if (kinds[i] == Field.AUTHORIZATION) {
        if (found >= 0) {
          return -1;
        }
        found = i;
      }
    }
    return found;
  }

  /** Whether the method is this one; upper case, as methods are. */
  public boolean isMethod(String method) {
    if (methodEnd - start != method.length()) {
      return false;
    }
    for (int i = 0; i < method.length(); i++) {
      if (bytes[start + i] != method.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  public String method() {
    return text(start, methodEnd);
  }

  public String target() {
    return text(targetStart, targetEnd);
  }

  public String fieldName(int field) {
    return text(nameStart(field), nameEnd(field));
  }

  public String fieldValue(int field) {
    return text(valueStart(field), valueEnd(field));
  }

  /** Whether a field is passed on: it is neither Connection nor named by it, nor hop-by-hop. */
  public boolean isPassedOn(int field) {
    return kinds[field] != Field.CONNECTION && kinds[field] != Field.HOP_BY_HOP;
  }

  /** Whether a field's name is this, case aside. */
  public boolean isNamed(int field, String name) {
    int from = nameStart(field);
    if (nameEnd(field) - from != name.length()) {
      return false;
    }
    for (int i = 0; i < name.length(); i++) {
      if (lower(bytes[from + i]) != lower((byte) name.charAt(i))) {
        return false;
      }
    }
    return true;
  }

  private static int lower(byte b) {
    return b >= 'A' && b <= 'Z' ? b | 0x20 : b;
  }

  /**
   * Writes a number in the place of a field's value, if it has room there; spaces behind it, which
   * are of no meaning, fill what is left.
   *
   * @param value at least 0
   * @return whether it had room
   */
  public boolean overwrite(int field, long value) {
    int from = valueStart(field);
    int to = valueEnd(field);
    long left = value;
    int digits = 1;
    for (long rest = value / 10; rest > 0; rest /= 10) {
      digits++;
    }
    if (digits > to - from) {
      return false;
    }
    for (int i = from + digits - 1; i >= from; i--) {
      bytes[i] = (byte) ('0' + left % 10);
      left /= 10;
    }
    Arrays.fill(bytes, from + digits, to, (byte) ' ');
    offsets[field * INTS_PER_FIELD + 3] = from + digits;
    return true;
  }

  int fieldOf(Field kind) {
    for (int i = 0; i < fieldCount; i++) {
      if (kinds[i] == kind) {
        return i;
      }
    }
    return -1;
  }

  private String text(int from, int to) {
    return new String(bytes, from, to - from, StandardCharsets.ISO_8859_1);
  }
}
