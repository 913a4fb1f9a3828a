package dev.weir.search.profile;

import dev.weir.search.json.Bounds;
import dev.weir.search.json.JsonScanner;
import java.nio.ByteBuffer;

/**
 * Profiles the body of one search as it comes, in one pass, without a tree. How it is cut into
 * pieces changes nothing. Never throws, whatever the bytes: what could not be read is among the
 * profile's oddities. Used by one thread, and again for the next body.
 */
public final class QueryProfiler {
  private final SearchProfile profile = new SearchProfile();
  private final SearchReader reader = new SearchReader(profile);
  private final TargetQuery parameters = new TargetQuery(profile);
  private final JsonScanner scanner;

  public QueryProfiler() {
    this(Bounds.DEFAULT);
  }

  public QueryProfiler(Bounds bounds) {
    this.scanner = new JsonScanner(reader, bounds, profile.oddities);
  }

  /** Begins with another body; the profile of the last one is no longer valid. */
  public void begin() {
    profile.clear();
    reader.begin();
    scanner.begin();
    parameters.begin();
  }

  /**
   * Takes the next piece.
   *
   * @param piece left as it is, its position included
   * @return whether more is wanted; if not, the profile's oddities say why
   */
  public boolean feed(ByteBuffer piece) {
    return scanner.feed(piece);
  }

  /** Takes the next piece. */
  public boolean feed(byte[] bytes, int from, int to) {
    return scanner.feed(bytes, from, to);
  }

  /**
   * Takes what stands in the target's query, behind the body: {@code size=}, {@code q=} and their
   * like, which count before what the body says, and, if there was no body, {@code source=}.
   *
   * @param bytes holds the query, percent-encoded
   * @param from behind the question mark
   */
  public void parameters(byte[] bytes, int from, int to) {
    parameters.read(bytes, from, to, scanner);
  }

  /** Says that nothing follows, and gives the profile, which is valid until {@link #begin}. */
  public SearchProfile end() {
    scanner.end();
    profile.bodyPresent = !scanner.isBlank();
    profile.bytes = scanner.position();
    profile.fingerprint = parameters.print(reader.print());
    return profile;
  }
}
