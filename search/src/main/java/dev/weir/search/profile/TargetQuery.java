package dev.weir.search.profile;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.weir.search.body.BodyFormat;
import dev.weir.search.body.BodyReader;
import dev.weir.search.json.Hashing;
import dev.weir.search.profile.SearchProfile.Source;
import dev.weir.search.profile.SearchProfile.TotalHits;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * What the query of a search's target says, read as engines do: parameters end at {@code &} or
 * {@code ;}, and plus signs are blanks.
 */
final class TargetQuery {
  /** In older versions of OpenSearch's plug-in, a statement may stand in the target. */
  private static final long SQL = Hashing.of(new byte[] {'s', 'q', 'l'}, 0, 3);

  private final SearchProfile profile;
  private final SearchReader reader;
  private final Frame outside = new Frame();
  private byte[] decoded = new byte[256];
  private BodyFormat format = BodyFormat.JSON;
  private byte[] source = {};
  private int sourceLength;
  private long sum;
  private byte[] counting = {};
  private int countingLength;

  TargetQuery(SearchProfile profile, SearchReader reader) {
    this.profile = profile;
    this.reader = reader;
  }

  void begin() {
    sum = 0;
    outside.outermost(Role.OPAQUE);
  }

  /** A body's print with that of the parameters. */
  long print(long body) {
    return sum == 0 ? body : Hashing.mix(body, sum);
  }

  /**
   * Reads the parameters, {@code source} first, because the others count before it.
   *
   * @param body has ended
   */
  void read(byte[] bytes, int from, int to, BodyReader body) {
    if (body.isBlank()) {
      format = BodyFormat.JSON;
      sourceLength = -1;
      each(bytes, from, to, true);
      if (sourceLength >= 0) {
        body.begin(format);
        body.feed(source, 0, sourceLength);
        body.end();
      }
    }
    each(bytes, from, to, false);
  }

  private void each(byte[] bytes, int from, int to, boolean ofSource) {
    int at = from;
    while (at < to) {
      int end = at;
      int equals = -1;
      while (end < to && bytes[end] != '&' && bytes[end] != ';') {
        if (bytes[end] == '=' && end == at) {
          at++; // In front of a name they are passed over.
        } else if (bytes[end] == '=' && equals < 0) {
          equals = end;
        }
        end++;
      }
      int nameLength = decode(bytes, at, equals < 0 ? end : equals);
      long hash = Hashing.of(decoded, 0, nameLength);
      Keyword keyword = Keyword.NAMES.find(decoded, 0, nameLength, hash);
      int length = equals < 0 ? 0 : decode(bytes, equals + 1, end);
      if (ofSource) {
        source(keyword, length);
      } else {
        parameter(keyword, hash, length);
      }
      at = end + 1;
    }
  }

  /** Finds the parameters that count for a profile, and makes nothing of them. */
  void findCounting(byte[] bytes, int from, int to) {
    countingLength = 0;
    if (counting.length < to - from) {
      counting = new byte[to - from];
    }
    int at = from;
    while (at < to) {
      int end = at;
      while (end < to && bytes[end] != '&' && bytes[end] != ';') {
        end++;
      }
      if (isCounting(bytes, at, end)) {
        System.arraycopy(bytes, at, counting, countingLength, end - at);
        countingLength += end - at;
        if (end < to) {
          counting[countingLength++] = '&';
        }
      }
      at = end + 1;
    }
  }

  /** Percent-encoded, one behind the other; as many as {@link #countingLength} says. */
  byte[] counting() {
    return counting;
  }

  int countingLength() {
    return countingLength;
  }

  private boolean isCounting(byte[] bytes, int from, int to) {
    int start = from;
    while (start < to && bytes[start] == '=') {
      start++;
    }
    int equals = start;
    while (equals < to && bytes[equals] != '=') {
      equals++;
    }
    int length = decode(bytes, start, equals);
    long hash = Hashing.of(decoded, 0, length);
    Keyword keyword = Keyword.NAMES.find(decoded, 0, length, hash);
    if (keyword == null) {
      return hash == SQL;
    }
    return switch (keyword) {
      case FROM,
          SIZE,
          TERMINATE_AFTER,
          TIMEOUT,
          SCROLL,
          TRACK_TOTAL_HITS,
          SOURCE_FILTER,
          SOURCE_INCLUDES,
          SOURCE_EXCLUDES,
          SORT,
          Q ->
          true;
      default -> false;
    };
  }

  private void source(@Nullable Keyword keyword, int length) {
    if (keyword == Keyword.SOURCE && sourceLength < 0) {
      source = Arrays.copyOf(decoded, length);
      sourceLength = length;
    } else if (keyword == Keyword.SOURCE_CONTENT_TYPE) {
      format = BodyFormat.of(new String(decoded, 0, length, US_ASCII));
    }
  }

  private void parameter(@Nullable Keyword keyword, long hash, int length) {
    if (hash == SQL && reader.statement(decoded, 0, length)) {
      sum += Hashing.mix(hash, profile.statement.shape.print());
    }
    if (keyword == null) {
      return;
    }
    long number = ScalarReader.digits(decoded, 0, length);
    boolean isNumber = number != ScalarReader.NOT_A_NUMBER;
    switch (keyword) {
      case FROM -> profile.from = isNumber ? number : profile.from;
      case SIZE -> profile.size = isNumber ? number : profile.size;
      case TERMINATE_AFTER -> profile.terminateAfter = isNumber ? number : profile.terminateAfter;
      case TIMEOUT -> profile.timeout = true;
      case SCROLL -> profile.scroll = true;
      case TRACK_TOTAL_HITS -> {
        profile.totalHits =
            isNumber ? TotalHits.UP_TO : isFalse(length) ? TotalHits.NONE : TotalHits.EXACT;
        profile.totalHitsLimit = isNumber ? number : -1;
      }
      case SOURCE_FILTER ->
          profile.source =
              isFalse(length)
                  ? Source.NONE
                  : isTrue(length) || (length == 1 && decoded[0] == '*')
                      ? Source.WHOLE
                      : Source.SOME;
      case SOURCE_INCLUDES, SOURCE_EXCLUDES -> profile.source = Source.SOME;
      case SORT -> sorts(length);
      case Q -> {
        Clause clause = profile.addClause(ClauseKind.QUERY_STRING, outside);
        clause.textLength = length;
        clause.text.read(decoded, 0, length);
        sum += Hashing.mix(hash, clause.text.shape());
        return;
      }
      default -> {
        return;
      }
    }
    boolean structural = keyword == Keyword.SORT || keyword == Keyword.SOURCE_FILTER;
    sum += Hashing.mix(hash, structural ? Hashing.of(decoded, 0, length) : Shape.VALUE);
  }

  /** Fields with commas between them, each perhaps with its order behind a colon. */
  private void sorts(int length) {
    int from = 0;
    for (int i = 0; i <= length; i++) {
      if (i == length || decoded[i] == ',') {
        int end = from;
        while (end < i && decoded[end] != ':') {
          end++;
        }
        boolean field = end > from && decoded[from] != '_';
        profile.addSort(field ? profile.names.add(decoded, from, end) : FieldNames.NONE);
        from = i + 1;
      }
    }
  }

  private boolean isFalse(int length) {
    return length == 5 && decoded[0] == 'f';
  }

  private boolean isTrue(int length) {
    return length == 0 || (length == 4 && decoded[0] == 't');
  }

  private int decode(byte[] bytes, int from, int to) {
    if (to - from > decoded.length) {
      decoded = Arrays.copyOf(decoded, to - from);
    }
    int length = 0;
    for (int i = from; i < to; i++) {
      int value = bytes[i];
      if (value == '+') {
        value = ' ';
      } else if (value == '%' && i + 2 < to) {
        int high = Character.digit(bytes[i + 1], 16);
        int low = Character.digit(bytes[i + 2], 16);
        if (high >= 0 && low >= 0) {
          value = high * 16 + low;
          i += 2;
        }
      }
      decoded[length++] = (byte) value;
    }
    return length;
  }
}
