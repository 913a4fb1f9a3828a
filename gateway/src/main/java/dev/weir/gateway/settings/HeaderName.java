package dev.weir.gateway.settings;

/** What a header may be called: a token of RFC 9110. */
final class HeaderName {
  static final String PATTERN = "[!#$%&'*+.^_`|~0-9A-Za-z-]{1,256}";
  static final String IS = "a header's name: letters, digits and '-'";

  private HeaderName() {}
}
