package dev.weir.search;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Reads a query as engines do: parameters end at {@code &} or {@code ;}, superfluous {@code =} in
 * front of a name are skipped, names are percent-decoded.
 */
public final class Parameters {
  /** Parameters of an index request that leave it doing the same when it is sent twice. */
  private static final String[] HARMLESS = {
    "refresh",
    "routing",
    "timeout",
    "wait_for_active_shards",
    "require_alias",
    "pretty",
    "human",
    "format",
    "filter_path",
    "error_trace"
  };

  private Parameters() {}

  /** Whether the query names that parameter at all. */
  public static boolean has(byte[] bytes, int start, int end, String name) {
    for (int at = start; at < end; at = next(bytes, at, end) + 1) {
      int from = nameStart(bytes, at, end);
      if (decodesTo(bytes, from, nameEnd(bytes, from, end), name)) {
        return true;
      }
    }
    return false;
  }

  /**
   * What a parameter says, decoded; of several of one name the last counts, as for engines. Empty
   * if it says nothing, null if there is none.
   */
  public static @Nullable String value(byte[] bytes, int start, int end, String name) {
    String value = null;
    for (int at = start; at < end; at = next(bytes, at, end) + 1) {
      int from = nameStart(bytes, at, end);
      int nameEnd = nameEnd(bytes, from, end);
      if (decodesTo(bytes, from, nameEnd, name)) {
        int to = next(bytes, at, end);
        value = nameEnd < to ? decoded(bytes, nameEnd + 1, to) : "";
      }
    }
    return value;
  }

  private static String decoded(byte[] bytes, int start, int end) {
    byte[] blanks = Arrays.copyOfRange(bytes, start, end);
    for (int i = 0; i < blanks.length; i++) {
      blanks[i] = blanks[i] == '+' ? (byte) ' ' : blanks[i];
    }
    return IndexExpression.text(blanks, 0, blanks.length);
  }

  /**
   * Whether an index request with this query does the same when it is sent twice: it has no
   * parameter but those known to be harmless. A condition ({@code op_type=create}, {@code version},
   * {@code if_seq_no}) would fail the second time; what a pipeline does is not known.
   */
  static boolean leaveReplayable(byte[] bytes, int start, int end) {
    for (int at = start; at < end; at = next(bytes, at, end) + 1) {
      int from = nameStart(bytes, at, end);
      int to = nameEnd(bytes, from, end);
      if (from < to && !harmless(bytes, from, to, next(bytes, at, end))) {
        return false;
      }
    }
    return true;
  }

  private static boolean harmless(byte[] bytes, int start, int nameEnd, int end) {
    for (String name : HARMLESS) {
      if (Word.spells(bytes, start, nameEnd, name)) {
        return true;
      }
    }
    return Word.spells(bytes, start, end, "op_type=index");
  }

  /** Where the parameter that begins at {@code at} ends: at a separator or the query's end. */
  private static int next(byte[] bytes, int at, int end) {
    int i = at;
    while (i < end && bytes[i] != '&' && bytes[i] != ';') {
      i++;
    }
    return i;
  }

  private static int nameStart(byte[] bytes, int at, int end) {
    int i = at;
    while (i < end && bytes[i] == '=') {
      i++;
    }
    return i;
  }

  private static int nameEnd(byte[] bytes, int from, int end) {
    int i = from;
    while (i < end && bytes[i] != '=' && bytes[i] != '&' && bytes[i] != ';') {
      i++;
    }
    return i;
  }

  private static boolean decodesTo(byte[] bytes, int start, int end, String name) {
    int i = start;
    for (int n = 0; n < name.length(); n++) {
      if (i >= end) {
        return false;
      }
      int value = bytes[i++];
      if (value == '%' && i + 2 <= end) {
        value = Character.digit(bytes[i], 16) * 16 + Character.digit(bytes[i + 1], 16);
        i += 2;
      }
      if (value != name.charAt(n)) {
        return false;
      }
    }
    return i == end;
  }
}
