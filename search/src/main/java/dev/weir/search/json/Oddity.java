package dev.weir.search.json;

/** What is not as it should be in a body. */
public enum Oddity {
  /** A comment, which no JSON has but the engines read. The rest is read as without it. */
  COMMENT(false),
  /** A name twice in one object, which the engines refuse. Both were read. */
  DUPLICATE_NAME(false),
  /** A name or a text that is longer than the bounds; its beginning was read. */
  TOO_LONG(false),
  /** More of something than is kept: counts are right, details are of the first. */
  TOO_MANY(false),
  /** Deeper than the bounds; what is behind was not read. */
  TOO_DEEP(true),
  /** Larger than the bounds; what is behind was not read. */
  TOO_LARGE(true),
  /** More than could be held beside what is held of others; what is behind was not read. */
  NO_ROOM(true),
  /** Something behind the end, which was not read. */
  TRAILING(true),
  /** No JSON from somewhere on; what is behind was not read. */
  MALFORMED(true),
  /** Nothing that begins as an object does: another format, or another encoding than UTF-8. */
  FOREIGN(true),
  /** Ends before its end. */
  TRUNCATED(true);

  private final boolean blinding;

  Oddity(boolean blinding) {
    this.blinding = blinding;
  }

  /** Whether there may be something that was not read. */
  public boolean isBlinding() {
    return blinding;
  }
}
