package dev.weir.search.profile;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.weir.search.profile.TemplateParameters.Kind;
import java.util.Arrays;

/**
 * A search template that is a text, with its parameters put in as far as they are known: the part
 * of Mustache that search templates use, by the engines' documentation. Where a parameter is an
 * object or a list, or tags are not understood, something else stands in its place, and the text is
 * {@linkplain #isExact not exact}. Used by one thread.
 */
final class TemplateText {
  private static final byte[] NULL = {'n', 'u', 'l', 'l'};
  private static final int MOST_NESTED = 32;

  /** How much longer than the template what is made of it may be. */
  private static final int MOST = 64 * 1024;

  final TemplateParameters parameters = new TemplateParameters();
  private byte[] template = new byte[256];
  private int templateLength;
  private byte[] result = new byte[512];
  private int length;
  private boolean exact;
  private boolean inText;
  private boolean escaped;

  /** Sections that are open; from which one on nothing is taken. */
  private int nested;

  private int skippedFrom;

  void begin() {
    templateLength = -1;
    parameters.clear();
  }

  void template(byte[] bytes, int from, int to) {
    templateLength = to - from;
    if (template.length < templateLength) {
      template = new byte[templateLength];
    }
    System.arraycopy(bytes, from, template, 0, templateLength);
  }

  boolean isPresent() {
    return templateLength >= 0;
  }

  byte[] result() {
    return result;
  }

  int length() {
    return length;
  }

  /** Whether what was made is what the engine makes of it. */
  boolean isExact() {
    return exact;
  }

  /** Puts the parameters in; the template is forgotten. */
  void make() {
    length = 0;
    exact = true;
    inText = false;
    escaped = false;
    nested = 0;
    skippedFrom = Integer.MAX_VALUE;
    int to = templateLength;
    templateLength = -1;
    int at = 0;
    while (at < to) {
      if (template[at] == '{' && at + 1 < to && template[at + 1] == '{') {
        at = tag(at + 2, to);
      } else {
        put(template[at++]);
      }
    }
    exact &= nested == 0;
  }

  /** A tag; where it ends. */
  private int tag(int from, int to) {
    boolean triple = from < to && template[from] == '{';
    int start = triple ? from + 1 : from;
    int close = start;
    while (close + 1 < to && !(template[close] == '}' && template[close + 1] == '}')) {
      close++;
    }
    if (close + 1 >= to) {
      exact = false;
      return to;
    }
    int end = Math.min(to, close + (triple ? 3 : 2));
    byte first = template[start];
    switch (first) {
      case '#' -> {
        return section(start + 1, close, end, to);
      }
      case '^' -> open(isNo(start + 1, close));
      case '/' -> close();
      case '!' -> {}
      case '&' -> variable(start + 1, close, true);
      case '=', '>' -> exact = false;
      default -> variable(start, close, triple);
    }
    return end;
  }

  private int section(int from, int close, int end, int to) {
    int name = skipBlanks(from, close);
    if (is("toJson", name, close)) {
      return function(end, to, true);
    }
    if (is("join", name, close) || begins("join ", name, close)) {
      return function(end, to, false);
    }
    if (is("url", name, close)) {
      exact = false; // Percent-encoded, which is not done here.
      open(true);
    } else {
      open(!isNo(from, close));
    }
    return end;
  }

  /** What stands between a function's tags is the name of a parameter. */
  private int function(int from, int to, boolean json) {
    int close = from;
    while (close + 1 < to && !(template[close] == '{' && template[close + 1] == '{')) {
      close++;
    }
    int end = close;
    while (end + 1 < to && !(template[end] == '}' && template[end + 1] == '}')) {
      end++;
    }
    int parameter = parameters.find(template, skipBlanks(from, close), trimmed(from, close));
    boolean known = parameter >= 0 && parameters.kind(parameter) != Kind.OTHER;
    if (known && json && parameters.kind(parameter) == Kind.TEXT) {
      put((byte) '"');
      value(parameter, false);
      put((byte) '"');
    } else if (known) {
      value(parameter, !json);
    } else {
      placeholder();
    }
    return Math.min(to, end + 2);
  }

  private void open(boolean taken) {
    nested++;
    if (nested > MOST_NESTED) {
      exact = false;
    }
    if (!taken && nested < skippedFrom) {
      skippedFrom = nested;
    }
  }

  private void close() {
    if (nested == skippedFrom) {
      skippedFrom = Integer.MAX_VALUE;
    }
    if (nested == 0) {
      exact = false;
    } else {
      nested--;
    }
  }

  /** Whether a section for that parameter is left out. */
  private boolean isNo(int from, int close) {
    int parameter = parameters.find(template, skipBlanks(from, close), trimmed(from, close));
    if (parameter == TemplateParameters.ABSENT) {
      return true;
    }
    if (parameter == TemplateParameters.UNKNOWN || parameters.kind(parameter) == Kind.OTHER) {
      exact &= nested >= skippedFrom; // A list may be empty, or repeat what is within.
      return false;
    }
    return parameters.kind(parameter) == Kind.NO
        || parameters.start(parameter) == parameters.end(parameter);
  }

  private void variable(int from, int close, boolean raw) {
    int parameter = parameters.find(template, skipBlanks(from, close), trimmed(from, close));
    if (parameter >= 0 && parameters.kind(parameter) != Kind.OTHER) {
      value(parameter, raw);
    } else if (parameter != TemplateParameters.ABSENT || !inText) {
      placeholder();
    }
  }

  private void placeholder() {
    if (nested >= skippedFrom) {
      return;
    }
    exact = false;
    if (!inText) {
      for (byte each : NULL) {
        put(each);
      }
    }
  }

  private void value(int parameter, boolean raw) {
    byte[] bytes = parameters.bytes();
    for (int i = parameters.start(parameter); i < parameters.end(parameter); i++) {
      byte each = bytes[i];
      if (!raw && (each == '"' || each == '\\')) {
        put((byte) '\\');
        put(each);
      } else if (!raw && each >= 0 && each < ' ') {
        put((byte) ' '); // Escaped by the engine; which one it is tells nothing.
      } else {
        put(each);
      }
    }
  }

  private void put(byte each) {
    if (nested >= skippedFrom) {
      return;
    }
    if (length == MOST) {
      exact = false;
      return;
    }
    if (length == result.length) {
      result = Arrays.copyOf(result, 2 * length);
    }
    result[length++] = each;
    if (escaped) {
      escaped = false;
    } else if (each == '"') {
      inText = !inText;
    } else {
      escaped = inText && each == '\\';
    }
  }

  private int skipBlanks(int from, int to) {
    int i = from;
    while (i < to && template[i] == ' ') {
      i++;
    }
    return i;
  }

  private int trimmed(int from, int to) {
    int end = to;
    while (end > from && template[end - 1] == ' ') {
      end--;
    }
    return Math.max(end, skipBlanks(from, to));
  }

  private boolean is(String name, int from, int close) {
    return trimmed(from, close) - from == name.length() && begins(name, from, close);
  }

  private boolean begins(String name, int from, int close) {
    byte[] bytes = name.getBytes(US_ASCII);
    return close - from >= bytes.length
        && Arrays.equals(template, from, from + bytes.length, bytes, 0, bytes.length);
  }
}
