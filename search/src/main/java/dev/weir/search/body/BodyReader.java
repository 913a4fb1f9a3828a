package dev.weir.search.body;

import dev.weir.search.json.Bounds;
import dev.weir.search.json.JsonScanner;
import dev.weir.search.json.JsonSink;
import dev.weir.search.json.Oddities;
import dev.weir.search.json.Oddity;
import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * Reads one body that comes in pieces, in whatever format, and tells a {@link JsonSink} what is in
 * it. JSON is read as it comes; other formats, which are rare and which Jackson's parsers want
 * whole, are gathered within a bound of their own and read at the end. Never throws, whatever the
 * bytes: what is odd is said by the oddities. Used by one thread, and again after {@link #begin}.
 */
public final class BodyReader {
  /**
   * So much of a body in YAML is read, of which the parser reads some ten bytes in a microsecond.
   */
  public static final int MOST_OF_YAML = 256 * 1024;

  /** So much of a body in CBOR or SMILE is read. */
  public static final int MOST_OF_BINARY = 2 * 1024 * 1024;

  private static final byte[] NONE = {};
  private static final int MOST_KEPT = 64 * 1024;

  private final Bounds bounds;
  private final Oddities oddities;
  private final JsonScanner scanner;
  private final TokenReader tokens;
  private BodyFormat format = BodyFormat.JSON;
  private byte[] gathered = NONE;
  private int length;
  private boolean blank;
  private boolean read;

  /**
   * A reader.
   *
   * @param oddities takes what is odd; cleared by {@link #begin}
   */
  public BodyReader(JsonSink sink, Bounds bounds, Oddities oddities) {
    this.bounds = bounds;
    this.oddities = oddities;
    this.scanner = new JsonScanner(sink, bounds, oddities);
    this.tokens = new TokenReader(sink, bounds, oddities);
  }

  /** Begins with another body. */
  public void begin(BodyFormat formatOfIt) {
    format = formatOfIt;
    scanner.begin();
    length = 0;
    blank = true;
    read = false;
    if (gathered.length > MOST_KEPT) {
      gathered = NONE;
    }
  }

  /**
   * Takes the next piece.
   *
   * @param piece left as it is, its position included
   * @return whether more is wanted; if not, an oddity says why
   */
  public boolean feed(ByteBuffer piece) {
    if (format == BodyFormat.JSON) {
      return scanner.feed(piece);
    }
    int size = room(piece.remaining());
    piece.get(piece.position(), gathered, length, size);
    length += size;
    return isFitting(size == piece.remaining());
  }

  /** Takes the next piece. */
  public boolean feed(byte[] bytes, int from, int to) {
    if (format == BodyFormat.JSON) {
      return scanner.feed(bytes, from, to);
    }
    int size = room(to - from);
    System.arraycopy(bytes, from, gathered, length, size);
    length += size;
    return isFitting(size == to - from);
  }

  /** Makes room for so many bytes, or for as many as the bound leaves. */
  private int room(int wanted) {
    int most = format == BodyFormat.YAML ? MOST_OF_YAML : MOST_OF_BINARY;
    int size = (int) Math.min(wanted, Math.min(most, bounds.size()) - length);
    if (length + size > gathered.length) {
      gathered = Arrays.copyOf(gathered, Math.max(length + size, 2 * gathered.length));
    }
    return size;
  }

  private boolean isFitting(boolean fitting) {
    if (!fitting) {
      oddities.add(Oddity.TOO_LARGE);
    }
    return fitting;
  }

  /** Says that nothing follows; a second time changes nothing. */
  public void end() {
    if (format == BodyFormat.JSON) {
      scanner.end();
    } else if (!read && length > 0) {
      read = true;
      blank = !tokens.read(format, gathered, length);
    }
  }

  /** Whether there was nothing but blanks and comments, once it has {@linkplain #end ended}. */
  public boolean isBlank() {
    return format == BodyFormat.JSON ? scanner.isBlank() : blank;
  }

  /** How many bytes were taken. */
  public long position() {
    return format == BodyFormat.JSON ? scanner.position() : length;
  }
}
