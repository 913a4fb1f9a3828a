package dev.weir.search.profile;

import dev.weir.search.Language;
import dev.weir.search.body.BodyFormat;
import dev.weir.search.body.BodyReader;
import dev.weir.search.json.Bounds;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Profiles the body of one search as it comes, in one pass, without a tree. How it is cut into
 * pieces changes nothing. Never throws, whatever the bytes: what could not be read is among the
 * profile's oddities. Used by one thread, and again for the next body.
 *
 * <p>With {@link Stencils}, a body in JSON is held until all of it is there, up to {@value
 * Stencils#LONGEST} bytes, and is read only if its form is not known.
 */
public final class QueryProfiler {
  private static final byte[] NONE = {};

  private final SearchProfile profile = new SearchProfile();
  private final SearchReader reader;
  private final TargetQuery parameters;
  private final BodyReader body;
  private final @Nullable Stencils stencils;
  private final long longest;
  private BodyFormat format = BodyFormat.JSON;
  private Language language = Language.NONE;

  /** The body as far as it has come, while it is held. */
  private byte[] held = NONE;

  private int length;
  private boolean holding;

  /** Whether all of the body is held although it was read. */
  private boolean teaching;

  private @Nullable SearchProfile known;

  public QueryProfiler() {
    this(Bounds.DEFAULT);
  }

  public QueryProfiler(Bounds bounds) {
    this(bounds, null);
  }

  /** A profiler that knows forms of searches, and learns them. */
  public QueryProfiler(Stencils stencils) {
    this(stencils.bounds(), stencils);
  }

  private QueryProfiler(Bounds bounds, @Nullable Stencils stencils) {
    this.reader = new SearchReader(profile, bounds);
    this.parameters = new TargetQuery(profile, reader);
    this.body = new BodyReader(reader, bounds, profile.oddities);
    this.stencils = stencils;
    this.longest = Math.min(Stencils.LONGEST, bounds.size());
  }

  /** Begins with another body, which is JSON and holds no statement. */
  public void begin() {
    begin(BodyFormat.JSON, Language.NONE);
  }

  /**
   * Begins with another body; the profile of the last one is no longer valid.
   *
   * @param formatOfIt what it is written in
   * @param languageOfIt of the statement in it, if it holds one
   */
  public void begin(BodyFormat formatOfIt, Language languageOfIt) {
    format = formatOfIt;
    language = languageOfIt;
    known = null;
    teaching = false;
    length = 0;
    holding = stencils != null && format == BodyFormat.JSON && language == Language.NONE;
    if (!holding) {
      beginReading();
    }
  }

  private void beginReading() {
    holding = false;
    profile.clear();
    reader.begin(language);
    body.begin(format);
    parameters.begin();
    if (length > 0) {
      body.feed(held, 0, length);
    }
  }

  /**
   * Takes the next piece.
   *
   * @param piece left as it is, its position included
   * @return whether more is wanted; if not, the profile's oddities say why
   */
  public boolean feed(ByteBuffer piece) {
    int size = piece.remaining();
    if (!isHeld(size)) {
      return body.feed(piece);
    }
    piece.get(piece.position(), held, length, size);
    length += size;
    return true;
  }

  /** Takes the next piece. */
  public boolean feed(byte[] bytes, int from, int to) {
    int size = to - from;
    if (!isHeld(size)) {
      return body.feed(bytes, from, to);
    }
    System.arraycopy(bytes, from, held, length, size);
    length += size;
    return true;
  }

  /** Whether so many more bytes are held; if they are too many, the body is read from here on. */
  private boolean isHeld(int more) {
    if (!holding) {
      return false;
    }
    if (length + more > longest) {
      beginReading();
      return false;
    }
    if (length + more > held.length) {
      held = Arrays.copyOf(held, Math.max(length + more, Math.min(Stencils.LONGEST, 2 * length)));
    }
    return true;
  }

  /**
   * Takes what stands in the target's query, behind the body: {@code size=}, {@code q=} and their
   * like, which count before what the body says, and, if there was no body, {@code source=}.
   *
   * @param bytes holds the query, percent-encoded
   * @param from behind the question mark
   */
  public void parameters(byte[] bytes, int from, int to) {
    if (holding) {
      know(bytes, from, to);
    }
    if (known == null) {
      body.end();
      parameters.read(bytes, from, to, body);
    }
  }

  /** Says that nothing follows, and gives the profile, which is valid until {@link #begin}. */
  public SearchProfile end() {
    if (holding) {
      know(NONE, 0, 0);
    }
    SearchProfile found = known;
    if (found != null) {
      return found;
    }
    body.end();
    profile.bodyPresent = !body.isBlank();
    profile.bytes = body.position();
    profile.fingerprint = parameters.print(reader.print());
    if (teaching && stencils != null && profile.oddities.isEmpty()) {
      stencils.read(profile, held, length, parameters.counting(), parameters.countingLength());
    }
    teaching = false;
    return profile;
  }

  /** Finds the form of the body that is held, or reads it. */
  private void know(byte[] target, int from, int to) {
    if (stencils != null && length >= Stencils.SHORTEST) {
      parameters.findCounting(target, from, to);
      known = stencils.find(held, length, parameters.counting(), parameters.countingLength());
      teaching = known == null;
    }
    holding = false;
    if (known == null) {
      beginReading();
    }
  }
}
