package dev.weir.gateway.http;

/** Which bytes may stand where (RFC 9110 §5.6.2, §5.5; RFC 3986, with room for raw UTF-8). */
final class Syntax {
  private static final byte TOKEN = 1;
  private static final byte VALUE = 2;
  private static final byte TARGET = 4;
  private static final byte HOST = 8;
  private static final byte[] CLASSES = new byte[256];

  static {
    for (int b = 0; b < 256; b++) {
      boolean letterOrDigit =
          (b >= 'a' && b <= 'z') || (b >= 'A' && b <= 'Z') || (b >= '0' && b <= '9');
      int classes = 0;
      if (letterOrDigit || (b < 128 && "!#$%&'*+-.^_`|~".indexOf(b) >= 0)) {
        classes |= TOKEN;
      }
      if (b == '\t' || (b >= ' ' && b != 127)) {
        classes |= VALUE;
      }
      if (b > ' ' && b != 127) {
        classes |= TARGET;
      }
      if (letterOrDigit || (b < 128 && b > 0 && "-._~%!$&'()*+,;=:[]".indexOf(b) >= 0)) {
        classes |= HOST;
      }
      CLASSES[b] = (byte) classes;
    }
  }

  private Syntax() {}

  static boolean isToken(byte b) {
    return (CLASSES[b & 0xFF] & TOKEN) != 0;
  }

  static boolean isValue(byte b) {
    return (CLASSES[b & 0xFF] & VALUE) != 0;
  }

  static boolean isTarget(byte b) {
    return (CLASSES[b & 0xFF] & TARGET) != 0;
  }

  static boolean isHost(byte b) {
    return (CLASSES[b & 0xFF] & HOST) != 0;
  }

  /** Whether the bytes spell a word, case aside; the word is in lower case. */
  static boolean spells(byte[] bytes, int start, int end, String word) {
    if (end - start != word.length()) {
      return false;
    }
    for (int i = 0; i < word.length(); i++) {
      int b = bytes[start + i];
      if (b >= 'A' && b <= 'Z') {
        b |= 0x20;
      }
      if (b != word.charAt(i)) {
        return false;
      }
    }
    return true;
  }
}
