package dev.weir.search.profile;

import dev.weir.search.Language;
import dev.weir.search.body.BodyFormat;
import dev.weir.search.body.BodyReader;
import dev.weir.search.json.Bounds;
import java.nio.ByteBuffer;

/**
 * Profiles the body of one search as it comes, in one pass, without a tree. How it is cut into
 * pieces changes nothing. Never throws, whatever the bytes: what could not be read is among the
 * profile's oddities. Used by one thread, and again for the next body.
 */
public final class QueryProfiler {
  private final SearchProfile profile = new SearchProfile();
  private final SearchReader reader;
  private final TargetQuery parameters;
  private final BodyReader body;

  public QueryProfiler() {
    this(Bounds.DEFAULT);
  }

  public QueryProfiler(Bounds bounds) {
    this.reader = new SearchReader(profile, bounds);
    this.parameters = new TargetQuery(profile, reader);
    this.body = new BodyReader(reader, bounds, profile.oddities);
  }

  /** Begins with another body, which is JSON and holds no statement. */
  public void begin() {
    begin(BodyFormat.JSON, Language.NONE);
  }

  /**
   * Begins with another body; the profile of the last one is no longer valid.
   *
   * @param format what it is written in
   * @param language of the statement in it, if it holds one
   */
  public void begin(BodyFormat format, Language language) {
    profile.clear();
    reader.begin(language);
    body.begin(format);
    parameters.begin();
  }

  /**
   * Takes the next piece.
   *
   * @param piece left as it is, its position included
   * @return whether more is wanted; if not, the profile's oddities say why
   */
  public boolean feed(ByteBuffer piece) {
    return body.feed(piece);
  }

  /** Takes the next piece. */
  public boolean feed(byte[] bytes, int from, int to) {
    return body.feed(bytes, from, to);
  }

  /**
   * Takes what stands in the target's query, behind the body: {@code size=}, {@code q=} and their
   * like, which count before what the body says, and, if there was no body, {@code source=}.
   *
   * @param bytes holds the query, percent-encoded
   * @param from behind the question mark
   */
  public void parameters(byte[] bytes, int from, int to) {
    body.end();
    parameters.read(bytes, from, to, body);
  }

  /** Says that nothing follows, and gives the profile, which is valid until {@link #begin}. */
  public SearchProfile end() {
    body.end();
    profile.bodyPresent = !body.isBlank();
    profile.bytes = body.position();
    profile.fingerprint = parameters.print(reader.print());
    return profile;
  }
}
