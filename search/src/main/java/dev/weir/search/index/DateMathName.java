package dev.weir.search.index;

import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAdjusters;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Names that are computed from the time: {@code <logs-{now/d-1M{uuuu.MM|+02:00}}>}. Written by hand
 * because the engines' own reader comes only with all of the engine.
 */
final class DateMathName {
  private static final String DEFAULT_FORMAT = "uuuu.MM.dd";

  private DateMathName() {}

  /**
   * The name at that time.
   *
   * @param expression with its angle brackets
   * @return null if it is not date math that an engine would take
   */
  static @Nullable String resolve(String expression, Instant now) {
    try {
      return resolved(expression, now);
    } catch (DateTimeException | IllegalArgumentException | ArithmeticException e) {
      return null;
    }
  }

  private static @Nullable String resolved(String expression, Instant now) {
    StringBuilder name = new StringBuilder();
    int end = expression.length() - 1;
    for (int i = 1; i < end; i++) {
      char each = expression.charAt(i);
      if (each == '\\' && i + 1 < end) {
        name.append(expression.charAt(++i));
      } else if (each == '{') {
        int close = closing(expression, i, end);
        if (close < 0) {
          return null;
        }
        name.append(date(expression.substring(i + 1, close), now));
        i = close;
      } else if (each == '}') {
        return null;
      } else {
        name.append(each);
      }
    }
    return name.isEmpty() ? null : name.toString();
  }

  private static int closing(String expression, int open, int end) {
    int depth = 0;
    for (int i = open; i < end; i++) {
      if (expression.charAt(i) == '{') {
        depth++;
      } else if (expression.charAt(i) == '}' && --depth == 0) {
        return i;
      }
    }
    return -1;
  }

  /** What stands in braces: math, and perhaps a format and a zone. */
  private static String date(String text, Instant now) {
    String math = text;
    String format = DEFAULT_FORMAT;
    ZoneId zone = ZoneOffset.UTC;
    int brace = text.indexOf('{');
    if (brace >= 0) {
      math = text.substring(0, brace);
      format = text.substring(brace + 1, text.length() - 1);
      int bar = format.indexOf('|');
      if (bar >= 0) {
        zone = ZoneId.of(format.substring(bar + 1));
        format = format.substring(0, bar);
      }
    }
    return DateTimeFormatter.ofPattern(format, Locale.ROOT).format(at(math, now.atZone(zone)));
  }

  private static ZonedDateTime at(String math, ZonedDateTime now) {
    if (!math.startsWith("now")) {
      throw new IllegalArgumentException("date math begins with [now]");
    }
    ZonedDateTime time = now;
    int i = 3;
    while (i < math.length()) {
      char operator = math.charAt(i++);
      int digits = i;
      while (i < math.length() && Character.isDigit(math.charAt(i))) {
        i++;
      }
      if (i >= math.length()) {
        throw new IllegalArgumentException("a unit is missing");
      }
      long amount = i == digits ? 1 : Long.parseLong(math, digits, i, 10);
      char unit = math.charAt(i++);
      time =
          switch (operator) {
            case '+' -> time.plus(amount, unit(unit));
            case '-' -> time.minus(amount, unit(unit));
            case '/' -> floor(time, unit);
            default -> throw new IllegalArgumentException("no operator: " + operator);
          };
    }
    return time;
  }

  private static ZonedDateTime floor(ZonedDateTime time, char unit) {
    return switch (unit) {
      case 'y' -> time.withDayOfYear(1).truncatedTo(ChronoUnit.DAYS);
      case 'M' -> time.withDayOfMonth(1).truncatedTo(ChronoUnit.DAYS);
      case 'w' ->
          time.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY))
              .truncatedTo(ChronoUnit.DAYS);
      default -> time.truncatedTo(unit(unit));
    };
  }

  private static ChronoUnit unit(char unit) {
    return switch (unit) {
      case 'y' -> ChronoUnit.YEARS;
      case 'M' -> ChronoUnit.MONTHS;
      case 'w' -> ChronoUnit.WEEKS;
      case 'd' -> ChronoUnit.DAYS;
      case 'h', 'H' -> ChronoUnit.HOURS;
      case 'm' -> ChronoUnit.MINUTES;
      case 's' -> ChronoUnit.SECONDS;
      default -> throw new IllegalArgumentException("no unit: " + unit);
    };
  }
}
