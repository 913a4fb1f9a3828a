package dev.weir.gateway.http;

import io.netty.buffer.ByteBuf;
import org.jspecify.annotations.Nullable;

/**
 * Reads one message's head, strictly (RFC 9112): CRLF only, no folding, no white space before a
 * colon, one length. Copies the head's bytes once and scans each of them once, however they arrive.
 *
 * <p>Bytes after the head are left in the buffer. One parser serves one message after another; used
 * by one event loop.
 */
public final class HeadParser {
  /** How far the head has come. */
  public enum Progress {
    INCOMPLETE,
    COMPLETE,
    MALFORMED
  }

  private static final int MAX_FIELDS = 256;
  private static final int MAX_EMPTY_LINES = 2;
  private static final int FIRST_COPY = 1024;

  private final boolean request;
  private final Head head = new Head();
  private int maxBytes;
  private int filled;
  private int scanned;
  private int lineStart;
  private int emptyLines;
  private boolean startLineSeen;
  private boolean inOneBuffer;
  private @Nullable Malformed problem;

  private HeadParser(boolean request) {
    this.request = request;
  }

  public static HeadParser ofRequests() {
    return new HeadParser(true);
  }

  public static HeadParser ofResponses() {
    return new HeadParser(false);
  }

  /** Forgets the last message and begins a new one, of at most so many bytes. */
  public void begin(int maxBytes) {
    this.maxBytes = maxBytes;
    head.clear();
    filled = 0;
    scanned = 0;
    lineStart = 0;
    emptyLines = 0;
    startLineSeen = false;
    inOneBuffer = false;
    problem = null;
  }

  /** The head; whole once {@link #feed} has said so. */
  public Head head() {
    return head;
  }

  /** What is wrong, after {@link Progress#MALFORMED}. */
  public Malformed problem() {
    if (problem == null) {
      throw new IllegalStateException("nothing is malformed");
    }
    return problem;
  }

  /** Whether any byte has come since {@link #begin}. */
  public boolean started() {
    return filled > 0;
  }

  /** Whether the whole head came in the buffer that completed it. */
  public boolean inOneBuffer() {
    return inOneBuffer;
  }

  /**
   * Takes bytes from a buffer: all of them while the head is incomplete, up to its end when it is
   * complete.
   */
  public Progress feed(ByteBuf in) {
    int before = filled;
    while (true) {
      int copied = copy(in, filled - before);
      Progress progress = scan();
      if (progress == Progress.COMPLETE) {
        inOneBuffer = before == 0;
        in.skipBytes(head.end - before);
        return progress;
      }
      if (progress == Progress.MALFORMED) {
        return progress;
      }
      if (filled >= maxBytes) {
        return malformed(
            startLineSeen || !request ? Malformed.HEAD_TOO_LARGE : Malformed.TARGET_TOO_LONG);
      }
      if (copied == 0) {
        in.skipBytes(in.readableBytes());
        return Progress.INCOMPLETE;
      }
    }
  }

  private int copy(ByteBuf in, int alreadyCopied) {
    int left = in.readableBytes() - alreadyCopied;
    int step = filled == 0 ? FIRST_COPY : filled;
    int count = Math.min(Math.min(left, step), maxBytes - filled);
    if (count > 0) {
      head.ensureCapacity(filled + count);
      in.getBytes(in.readerIndex() + alreadyCopied, head.bytes, filled, count);
      filled += count;
    }
    return count;
  }

  private Progress scan() {
    byte[] bytes = head.bytes;
    int limit = filled;
    int at = scanned;
    while (at < limit) {
      if (bytes[at++] != '\n') {
        continue;
      }
      if (at - 2 < lineStart || bytes[at - 2] != '\r') {
        return malformed(Malformed.BARE_LINE_FEED);
      }
      int lineEnd = at - 2;
      if (lineEnd == lineStart) {
        if (startLineSeen) {
          head.end = at;
          return complete();
        }
        if (++emptyLines > MAX_EMPTY_LINES) {
          return malformed(Malformed.REQUEST_LINE);
        }
      } else if (!startLineSeen) {
        startLineSeen = true;
        head.start = lineStart;
        Malformed found = request ? requestLine(lineEnd) : statusLine(lineEnd);
        if (found != null) {
          return malformed(found);
        }
      } else {
        Malformed found = field(lineEnd);
        if (found != null) {
          return malformed(found);
        }
      }
      lineStart = at;
    }
    scanned = at;
    return Progress.INCOMPLETE;
  }

  private @Nullable Malformed requestLine(int lineEnd) {
    byte[] bytes = head.bytes;
    int at = lineStart;
    while (at < lineEnd && Syntax.isToken(bytes[at])) {
      at++;
    }
    if (at == lineStart || at == lineEnd || bytes[at] != ' ') {
      return Malformed.REQUEST_LINE;
    }
    head.methodEnd = at;
    int targetStart = ++at;
    while (at < lineEnd && Syntax.isTarget(bytes[at])) {
      at++;
    }
    if (at == targetStart) {
      return Malformed.REQUEST_LINE;
    }
    if (at == lineEnd) {
      return Malformed.VERSION; // HTTP/0.9 has no version at all.
    }
    if (bytes[at] != ' ') {
      return Malformed.TARGET;
    }
    head.targetStart = targetStart;
    head.targetEnd = at;
    return version(at + 1, lineEnd, Malformed.REQUEST_LINE);
  }

  private @Nullable Malformed statusLine(int lineEnd) {
    byte[] bytes = head.bytes;
    int at = lineStart;
    if (lineEnd - at < 12) {
      return Malformed.STATUS_LINE;
    }
    Malformed found = version(at, at + 8, Malformed.STATUS_LINE);
    if (found != null) {
      return found;
    }
    int status = 0;
    for (int i = at + 9; i < at + 12; i++) {
      if (bytes[i] < '0' || bytes[i] > '9') {
        return Malformed.STATUS_LINE;
      }
      status = status * 10 + bytes[i] - '0';
    }
    if (bytes[at + 8] != ' ' || (lineEnd > at + 12 && bytes[at + 12] != ' ') || status < 100) {
      return Malformed.STATUS_LINE;
    }
    for (int i = at + 12; i < lineEnd; i++) {
      if (!Syntax.isValue(bytes[i])) {
        return Malformed.STATUS_LINE;
      }
    }
    head.status = status;
    head.statusLineEnd = lineEnd;
    return null;
  }

  private @Nullable Malformed version(int from, int to, Malformed otherwise) {
    byte[] bytes = head.bytes;
    boolean shaped =
        to - from == 8
            && bytes[from] == 'H'
            && bytes[from + 1] == 'T'
            && bytes[from + 2] == 'T'
            && bytes[from + 3] == 'P'
            && bytes[from + 4] == '/'
            && bytes[from + 6] == '.';
    if (!shaped) {
      return otherwise;
    }
    int minor = bytes[from + 7] - '0';
    if (bytes[from + 5] != '1' || minor < 0 || minor > 1) {
      return Malformed.VERSION;
    }
    head.minorVersion = minor;
    head.keepAlive = minor == 1;
    return null;
  }

  private @Nullable Malformed field(int lineEnd) {
    byte[] bytes = head.bytes;
    int nameStart = lineStart;
    int at = nameStart;
    while (at < lineEnd && Syntax.isToken(bytes[at])) {
      at++;
    }
    if (at == nameStart && (bytes[at] == ' ' || bytes[at] == '\t')) {
      return Malformed.FOLDED;
    }
    if (at == nameStart || at == lineEnd || bytes[at] != ':') {
      return Malformed.FIELD_NAME;
    }
    if (head.fieldCount() == MAX_FIELDS) {
      return Malformed.TOO_MANY_FIELDS;
    }
    int nameEnd = at++;
    while (at < lineEnd && (bytes[at] == ' ' || bytes[at] == '\t')) {
      at++;
    }
    int valueStart = at;
    for (; at < lineEnd; at++) {
      if (!Syntax.isValue(bytes[at])) {
        return bytes[at] == '\r' ? Malformed.BARE_CARRIAGE_RETURN : Malformed.FIELD_VALUE;
      }
    }
    int valueEnd = lineEnd;
    while (valueEnd > valueStart && (bytes[valueEnd - 1] == ' ' || bytes[valueEnd - 1] == '\t')) {
      valueEnd--;
    }
    Field kind = Field.of(bytes, nameStart, nameEnd);
    head.addField(kind, nameStart, nameEnd, valueStart, valueEnd);
    return kind == Field.OTHER ? null : FieldMeaning.take(head, kind, valueStart, valueEnd);
  }

  private Progress complete() {
    Malformed found = request ? FieldMeaning.ofRequest(head) : FieldMeaning.ofResponse(head);
    return found == null ? Progress.COMPLETE : malformed(found);
  }

  private Progress malformed(Malformed what) {
    problem = what;
    return Progress.MALFORMED;
  }
}
