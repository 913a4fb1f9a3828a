package dev.weir.gateway.testing;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads messages as RFC 9112 writes them and takes nothing else: the judge of what the gateway
 * sends, to clients and to nodes. Knows nothing of the gateway's own parser. Slow and plain.
 */
public final class WireReader {
  private static final int LONGEST_HEAD = 4 * 1024 * 1024;
  private static final long CHUNKED = -1;
  private static final long UNTIL_CLOSED = -2;
  private static final String TOKEN_MARKS = "!#$%&'*+-.^_`|~";

  private final InputStream in;

  public WireReader(InputStream in) {
    this.in = new BufferedInputStream(in, 64 * 1024);
  }

  /** A whole request; null if the stream ends before its first byte. */
  public @Nullable Message readRequest() throws IOException {
    Head head = readRequestHead();
    return head == null ? null : readRequestBody(head);
  }

  /** The head of a request; null if the stream ends before its first byte. */
  public @Nullable Head readRequestHead() throws IOException {
    Head head = readHead();
    if (head != null) {
      checkRequest(head);
    }
    return head;
  }

  /** What follows the head of a request. */
  public Message readRequestBody(Head head) throws IOException {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    List<Field> trailers = copyRequestBody(head, body);
    return new Message(head, body.toString(StandardCharsets.ISO_8859_1), trailers);
  }

  /** Streams the decoded body of a request; gives its trailers. */
  public List<Field> copyRequestBody(Head head, OutputStream to) throws IOException {
    return copy(requestLength(head), to);
  }

  /** The head of a response, interim or final; null if the stream ends before its first byte. */
  public @Nullable Head readResponseHead() throws IOException {
    Head head = readHead();
    if (head != null) {
      checkResponse(head);
    }
    return head;
  }

  /** What follows the head of a response to a request of that method. */
  public Message readResponseBody(Head head, String method) throws IOException {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    List<Field> trailers = copyResponseBody(head, method, body);
    return new Message(head, body.toString(StandardCharsets.ISO_8859_1), trailers);
  }

  /** Streams the decoded body of a response; gives its trailers. */
  public List<Field> copyResponseBody(Head head, String method, OutputStream to)
      throws IOException {
    return copy(responseLength(head, method), to);
  }

  /** Passes by empty lines before a message, which a server may ignore (RFC 9112, section 2.2). */
  public void skipEmptyLines() throws IOException {
    boolean skipped = true;
    while (skipped) {
      in.mark(2);
      skipped = in.read() == '\r' && in.read() == '\n';
    }
    in.reset();
  }

  /** Everything up to the end of the stream. */
  public String readRest() throws IOException {
    return new String(in.readAllBytes(), StandardCharsets.ISO_8859_1);
  }

  /** One byte; -1 at the end of the stream. */
  public int read() throws IOException {
    return in.read();
  }

  private @Nullable Head readHead() throws IOException {
    StringBuilder raw = new StringBuilder();
    String startLine = readLine(raw, true);
    if (startLine == null) {
      return null;
    }
    List<Field> fields = readFields(raw);
    return new Head(startLine, fields, raw.toString());
  }

  private List<Field> readFields(StringBuilder raw) throws IOException {
    List<Field> fields = new ArrayList<>();
    String line = requireLine(raw);
    while (!line.isEmpty()) {
      fields.add(field(line));
      line = requireLine(raw);
    }
    return fields;
  }

  private static Field field(String line) throws ProtocolViolation {
    int colon = line.indexOf(':');
    if (colon < 1) {
      throw new ProtocolViolation("no field: " + line);
    }
    String name = line.substring(0, colon);
    if (!isToken(name)) {
      throw new ProtocolViolation("bad field name: " + line);
    }
    String value = line.substring(colon + 1);
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if (c != '\t' && (c < ' ' || c == 0x7f)) {
        throw new ProtocolViolation("bad byte in field value: " + (int) c);
      }
    }
    return new Field(name, trim(value));
  }

  private static String trim(String value) {
    int start = 0;
    int end = value.length();
    while (start < end && isBlank(value.charAt(start))) {
      start++;
    }
    while (end > start && isBlank(value.charAt(end - 1))) {
      end--;
    }
    return value.substring(start, end);
  }

  private static boolean isBlank(char c) {
    return c == ' ' || c == '\t';
  }

  private static boolean isToken(String text) {
    return !text.isEmpty() && text.chars().allMatch(WireReader::isTokenCharacter);
  }

  private static boolean isTokenCharacter(int c) {
    return (c >= '0' && c <= '9')
        || (c >= 'a' && c <= 'z')
        || (c >= 'A' && c <= 'Z')
        || TOKEN_MARKS.indexOf(c) >= 0;
  }

  private String requireLine(StringBuilder raw) throws IOException {
    String line = readLine(raw, false);
    if (line == null) {
      throw new EOFException("the stream ended within a message");
    }
    return line;
  }

  private @Nullable String readLine(StringBuilder raw, boolean mayEnd) throws IOException {
    int start = raw.length();
    while (true) {
      int c = in.read();
      if (c < 0) {
        if (mayEnd && raw.length() == start) {
          return null;
        }
        throw new EOFException("the stream ended within a line: " + raw.substring(start));
      }
      raw.append((char) c);
      if (c == '\n') {
        throw new ProtocolViolation("bare LF after: " + raw.substring(start));
      }
      if (c == '\r') {
        int next = in.read();
        if (next < 0) {
          throw new EOFException("the stream ended within a line's end: " + raw.substring(start));
        }
        if (next != '\n') {
          throw new ProtocolViolation("bare CR after: " + raw.substring(start));
        }
        raw.append('\n');
        return raw.substring(start, raw.length() - 2);
      }
      if (raw.length() > LONGEST_HEAD) {
        throw new ProtocolViolation("head without end");
      }
    }
  }

  private static void checkRequest(Head head) throws ProtocolViolation {
    String[] parts = head.startLine().split(" ", -1);
    if (parts.length != 3 || !isToken(parts[0]) || parts[1].isEmpty()) {
      throw new ProtocolViolation("bad request line: " + head.startLine());
    }
    if (!parts[2].equals("HTTP/1.1") && !parts[2].equals("HTTP/1.0")) {
      throw new ProtocolViolation("bad version: " + head.startLine());
    }
    if (parts[1].chars().anyMatch(c -> c <= ' ' || c == 0x7f)) {
      throw new ProtocolViolation("bad target: " + head.startLine());
    }
    int hosts = head.all("Host").size();
    if (hosts > 1 || (hosts == 0 && parts[2].equals("HTTP/1.1"))) {
      throw new ProtocolViolation(hosts + " Host fields");
    }
    var _ = requestLength(head);
  }

  private static void checkResponse(Head head) throws ProtocolViolation {
    String line = head.startLine();
    if (!line.matches("HTTP/1\\.[01] [1-9][0-9]{2}( [\\t -~\\x80-\\xff]*)?")) {
      throw new ProtocolViolation("bad status line: " + line);
    }
    var _ = responseLength(head, "GET");
  }

  private static long requestLength(Head head) throws ProtocolViolation {
    long declared = declaredLength(head);
    return declared == UNTIL_CLOSED ? 0 : declared;
  }

  private static long responseLength(Head head, String method) throws ProtocolViolation {
    long declared = declaredLength(head);
    int status = head.status();
    boolean bodiless = method.equals("HEAD") || status < 200 || status == 204 || status == 304;
    return bodiless ? 0 : declared;
  }

  private static long declaredLength(Head head) throws ProtocolViolation {
    List<String> lengths = head.all("Content-Length");
    List<String> codings = head.all("Transfer-Encoding");
    if (!codings.isEmpty()) {
      if (!lengths.isEmpty()) {
        throw new ProtocolViolation("both Content-Length and Transfer-Encoding");
      }
      if (codings.size() > 1 || !codings.getFirst().equalsIgnoreCase("chunked")) {
        throw new ProtocolViolation("Transfer-Encoding: " + codings);
      }
      if (!head.version().equals("HTTP/1.1")) {
        throw new ProtocolViolation("Transfer-Encoding in " + head.version());
      }
      return CHUNKED;
    }
    if (lengths.isEmpty()) {
      return UNTIL_CLOSED;
    }
    if (lengths.size() > 1 || !lengths.getFirst().matches("[0-9]{1,18}")) {
      throw new ProtocolViolation("Content-Length: " + lengths);
    }
    return Long.parseLong(lengths.getFirst());
  }

  private List<Field> copy(long length, OutputStream to) throws IOException {
    if (length == CHUNKED) {
      return copyChunks(to);
    }
    if (length == UNTIL_CLOSED) {
      var _ = in.transferTo(to);
    } else {
      copyExactly(length, to);
    }
    return List.of();
  }

  private List<Field> copyChunks(OutputStream to) throws IOException {
    StringBuilder raw = new StringBuilder();
    while (true) {
      raw.setLength(0);
      long size = chunkSize(requireLine(raw));
      if (size == 0) {
        return readFields(raw);
      }
      copyExactly(size, to);
      requireEnd('\r', size);
      requireEnd('\n', size);
    }
  }

  private void requireEnd(char expected, long size) throws IOException {
    int c = in.read();
    if (c < 0) {
      throw new EOFException("the stream ended behind a chunk of " + size + " bytes");
    }
    if (c != expected) {
      throw new ProtocolViolation("chunk of " + size + " bytes without its CRLF");
    }
  }

  private static long chunkSize(String line) throws ProtocolViolation {
    if (!line.matches("[0-9a-fA-F]{1,15}([ \\t]*;[\\t -~\\x80-\\xff]*)?")) {
      throw new ProtocolViolation("bad chunk size: " + line);
    }
    return Long.parseLong(line.replaceFirst("[ \\t]*;.*", ""), 16);
  }

  private void copyExactly(long length, OutputStream to) throws IOException {
    byte[] buffer = new byte[(int) Math.min(length, 64 * 1024)];
    long left = length;
    while (left > 0) {
      int read = in.read(buffer, 0, (int) Math.min(buffer.length, left));
      if (read < 0) {
        throw new EOFException("the stream ended " + left + " bytes before the body's end");
      }
      to.write(buffer, 0, read);
      left -= read;
    }
  }
}
