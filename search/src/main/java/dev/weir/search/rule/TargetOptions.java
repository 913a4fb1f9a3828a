package dev.weir.search.rule;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.weir.search.IndexExpression;
import dev.weir.search.index.ResolveOptions;
import dev.weir.search.scroll.KeepAlive;
import java.util.concurrent.TimeUnit;

/**
 * What the query of a target says that is no part of a search.
 *
 * @param refresh whether the write makes itself visible at once, by a refresh of its own
 * @param sliced whether it is to be worked on in several slices
 * @param throttled whether a rate of documents is set
 * @param scrollSeconds how long a scroll is kept between two requests; -1 if none is opened or that
 *     cannot be told
 * @param resolve how the index expression is to be read
 */
public record TargetOptions(
    boolean refresh,
    boolean sliced,
    boolean throttled,
    long scrollSeconds,
    ResolveOptions resolve) {
  /** A target that says nothing. */
  public static final TargetOptions NONE =
      new TargetOptions(false, false, false, -1, ResolveOptions.SEARCH);

  /**
   * Reads a query as engines do: parameters end at {@code &} or {@code ;}.
   *
   * @param bytes holds the query, percent-encoded
   * @param from behind the question mark
   * @param to behind its last byte; {@code from} if there is none
   */
  public static TargetOptions read(byte[] bytes, int from, int to) {
    TargetOptions options = NONE;
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
      int nameEnd = equals < 0 ? end : equals;
      if (mayCount(bytes, at, nameEnd)) {
        String name = IndexExpression.text(bytes, at, nameEnd);
        String value = equals < 0 ? "" : IndexExpression.text(bytes, equals + 1, end);
        options = options.with(name, value.replace('+', ' '));
      }
      at = end + 1;
    }
    return options;
  }

  /** As {@link #read(byte[], int, int)}. */
  public static TargetOptions read(String query) {
    byte[] bytes = query.getBytes(UTF_8);
    return read(bytes, 0, bytes.length);
  }

  /** By the first letter, so that most queries make no text at all. */
  private static boolean mayCount(byte[] bytes, int from, int to) {
    return from < to
        && switch (bytes[from]) {
          case 'r', 's', 'e', 'i', '%' -> true;
          default -> false;
        };
  }

  private TargetOptions with(String name, String value) {
    return switch (name) {
      case "refresh" -> withRefresh(value.isEmpty() || value.equals("true"));
      case "slices" -> withSliced(!value.equals("1") && !value.isEmpty());
      case "requests_per_second" -> withThrottled(!value.equals("-1") && !value.isEmpty());
      case "scroll" -> withScroll(seconds(value));
      case "expand_wildcards" -> with(resolve.expanding(value));
      case "ignore_unavailable" ->
          with(
              new ResolveOptions(
                  resolve.open(),
                  resolve.closed(),
                  resolve.hidden(),
                  value.isEmpty() || value.equals("true")));
      default -> this;
    };
  }

  private TargetOptions withRefresh(boolean now) {
    return new TargetOptions(now, sliced, throttled, scrollSeconds, resolve);
  }

  private TargetOptions withSliced(boolean now) {
    return new TargetOptions(refresh, now, throttled, scrollSeconds, resolve);
  }

  private TargetOptions withThrottled(boolean now) {
    return new TargetOptions(refresh, sliced, now, scrollSeconds, resolve);
  }

  private TargetOptions withScroll(long seconds) {
    return new TargetOptions(refresh, sliced, throttled, seconds, resolve);
  }

  private TargetOptions with(ResolveOptions options) {
    return new TargetOptions(refresh, sliced, throttled, scrollSeconds, options);
  }

  private static long seconds(String text) {
    long nanos = KeepAlive.nanos(text);
    return nanos < 0 ? -1 : TimeUnit.NANOSECONDS.toSeconds(nanos);
  }
}
