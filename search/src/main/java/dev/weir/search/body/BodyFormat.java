package dev.weir.search.body;

import org.jspecify.annotations.Nullable;

/** What a body is written in. */
public enum BodyFormat {
  JSON(null),
  YAML("yaml"),
  CBOR("cbor"),
  SMILE("smile");

  private final @Nullable String word;

  BodyFormat(@Nullable String word) {
    this.word = word;
  }

  /**
   * The format by a content type, in any case, with or without parameters and the name of a vendor:
   * {@code application/yaml}, {@code application/vnd.elasticsearch+cbor; compatible-with=8}.
   * Whatever else it says, and if it says nothing, it is read as JSON: that is what nearly all
   * clients send, and a body that is none is told by the profile's oddities.
   *
   * @param contentType as the client sent it, or as the parameter {@code source_content_type} says
   */
  public static BodyFormat of(@Nullable CharSequence contentType) {
    if (contentType == null) {
      return JSON;
    }
    if (isPlainJson(contentType)) {
      return JSON;
    }
    int end = 0;
    while (end < contentType.length() && contentType.charAt(end) != ';') {
      end++;
    }
    for (BodyFormat each : FORMATS) {
      if (each.word != null && contains(contentType, end, each.word)) {
        return each;
      }
    }
    return JSON;
  }

  private static final BodyFormat[] FORMATS = values();

  /** What nearly all clients say, told at once. */
  private static boolean isPlainJson(CharSequence contentType) {
    return contentType instanceof String text
        && text.startsWith(PLAIN_JSON)
        && (text.length() == PLAIN_JSON.length() || text.charAt(PLAIN_JSON.length()) == ';');
  }

  private static final String PLAIN_JSON = "application/json";

  private static boolean contains(CharSequence text, int end, String word) {
    for (int from = 0; from <= end - word.length(); from++) {
      int i = 0;
      // Letters of ASCII in either case differ by that bit.
      while (i < word.length() && (text.charAt(from + i) | 0x20) == word.charAt(i)) {
        i++;
      }
      if (i == word.length()) {
        return true;
      }
    }
    return false;
  }

  /** The byte between the parts of a body that has several, such as that of a {@code _msearch}. */
  public byte separator() {
    return this == SMILE ? (byte) 0xff : (byte) '\n';
  }
}
