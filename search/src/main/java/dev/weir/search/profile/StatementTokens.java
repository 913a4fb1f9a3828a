package dev.weir.search.profile;

import dev.weir.search.Language;

/**
 * Cuts a statement into tokens, one at a time, by what SQL, PPL, ES|QL and EQL have in common and
 * by the little in which they differ. Whatever the bytes, each call passes at least one of them or
 * says that there are no more.
 */
final class StatementTokens {
  /** What a token is. */
  enum Kind {
    /** A name or a keyword. */
    WORD,
    /** A name in backticks or, in Elasticsearch's SQL, in double quotes. */
    QUOTED,
    TEXT,
    NUMBER,
    PARAMETER,
    /** One byte that is none of these. */
    SYMBOL,
    END
  }

  private Language language = Language.NONE;
  private byte[] bytes = {};
  private int at;
  private int to;

  /** Of the token's content, without its quotes. */
  private int start;

  private int end;

  void begin(Language languageOfIt, byte[] statement, int from, int until) {
    language = languageOfIt;
    bytes = statement;
    at = from;
    to = until;
    start = from;
    end = from;
  }

  byte[] bytes() {
    return bytes;
  }

  int start() {
    return start;
  }

  int end() {
    return end;
  }

  /** The next byte that is no blank and in no comment, without passing it; 0 if there is none. */
  byte peek() {
    skip();
    return at < to ? bytes[at] : 0;
  }

  /**
   * The next token.
   *
   * @param afterOperand whether what stands in front of it is a value, so that a sign is none of a
   *     number
   */
  Kind next(boolean afterOperand) {
    skip();
    start = at;
    if (at >= to) {
      end = at;
      return Kind.END;
    }
    byte first = bytes[at];
    boolean sign = !afterOperand && (first == '-' || first == '+');
    if (isDigit(first) || (sign && at + 1 < to && isDigit(bytes[at + 1]))) {
      return number();
    }
    if (isOfWord(first)) {
      return word();
    }
    return switch (first) {
      case '\'' -> quoted(first, Kind.TEXT);
      case '"' -> quoted(first, language == Language.SQL ? Kind.QUOTED : Kind.TEXT);
      case '`' -> quoted(first, Kind.QUOTED);
      case '?' -> parameter();
      default -> {
        at++;
        end = at;
        yield Kind.SYMBOL;
      }
    };
  }

  /** The expression of an index, or of several without blanks between them; quoted or not. */
  Kind nextIndex() {
    skip();
    start = at;
    end = at;
    if (at >= to) {
      return Kind.END;
    }
    byte first = bytes[at];
    if (first == '"' || first == '`' || first == '\'') {
      return quoted(first, Kind.QUOTED);
    }
    while (at < to && !endsIndex(bytes[at]) && !isComment()) {
      at++;
    }
    end = at;
    return end == start ? next(true) : Kind.WORD;
  }

  private static boolean endsIndex(byte each) {
    return switch (each) {
      case ' ', '\t', '\n', '\r', ',', '(', ')', '[', ']', '|', ';', '"', '`', '\'', '=' -> true;
      default -> false;
    };
  }

  private Kind word() {
    while (at < to && (isOfWord(bytes[at]) || isDigit(bytes[at]))) {
      at++;
    }
    end = at;
    return Kind.WORD;
  }

  /** With its fraction, its exponent and its unit, if it has them. */
  private Kind number() {
    at++;
    while (at < to) {
      byte each = bytes[at];
      boolean exponentSign =
          (each == '-' || each == '+')
              && (bytes[at - 1] | 0x20) == 'e'
              && at + 1 < to
              && isDigit(bytes[at + 1]);
      if (!isDigit(each) && !isOfWord(each) && !exponentSign) {
        break;
      }
      at++;
    }
    end = at;
    return Kind.NUMBER;
  }

  private Kind parameter() {
    at++;
    while (at < to && (isOfWord(bytes[at]) || isDigit(bytes[at]) || bytes[at] == '?')) {
      at++;
    }
    end = at;
    return Kind.PARAMETER;
  }

  private Kind quoted(byte quote, Kind kind) {
    if (quote == '"' && isTriple(at) && (language == Language.ESQL || language == Language.EQL)) {
      return raw();
    }
    boolean backslashes = language != Language.SQL && kind == Kind.TEXT;
    start = at + 1;
    int i = start;
    while (i < to) {
      byte each = bytes[i];
      if (each == quote) {
        boolean doubled = !language.isPiped() && i + 1 < to && bytes[i + 1] == quote;
        if (!doubled) {
          break;
        }
        i++;
      } else if (each == '\\' && backslashes) {
        i++;
      }
      i++;
    }
    end = Math.min(i, to);
    at = Math.min(end + 1, to);
    return kind;
  }

  /** Between three quotes, in which nothing stands for anything else. */
  private Kind raw() {
    start = at + 3;
    int i = start;
    while (i < to && !isTriple(i)) {
      i++;
    }
    end = i;
    at = Math.min(end + 3, to);
    start = Math.min(start, end);
    return Kind.TEXT;
  }

  private boolean isTriple(int i) {
    return i + 2 < to && bytes[i] == '"' && bytes[i + 1] == '"' && bytes[i + 2] == '"';
  }

  private void skip() {
    while (at < to) {
      byte each = bytes[at];
      if (each >= 0 && each <= ' ') {
        at++;
      } else if (isComment()) {
        skipComment();
      } else {
        return;
      }
    }
  }

  private boolean isComment() {
    if (at + 1 >= to) {
      return false;
    }
    byte first = bytes[at];
    byte second = bytes[at + 1];
    boolean sql = language == Language.SQL || language == Language.OPENSEARCH_SQL;
    return (first == '/' && (second == '*' || (second == '/' && !sql)))
        || (first == '-' && second == '-' && sql);
  }

  private void skipComment() {
    boolean block = bytes[at + 1] == '*';
    at += 2;
    while (at < to) {
      if (block && bytes[at] == '*' && at + 1 < to && bytes[at + 1] == '/') {
        at += 2;
        return;
      }
      if (!block && (bytes[at] == '\n' || bytes[at] == '\r')) {
        return;
      }
      at++;
    }
  }

  private static boolean isDigit(byte each) {
    return each >= '0' && each <= '9';
  }

  /** Bytes that are no ASCII are of letters. */
  private static boolean isOfWord(byte each) {
    return each < 0
        || (each >= 'a' && each <= 'z')
        || (each >= 'A' && each <= 'Z')
        || each == '_'
        || each == '.'
        || each == '$'
        || each == '@';
  }
}
