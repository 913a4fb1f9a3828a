package dev.weir.search.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Values that are only counted are as many as those that are told one by one. */
class CountedValuesTest {
  private static final String[] VALUES = {
    "\"user-1234567\"",
    "\"user-7654321\"",
    "\"a\"",
    "\"\"",
    "\"a,b\"",
    "\"ü\"",
    "\"\\\"\"",
    "\"\\u0041 b c\"",
    "12345678901",
    "0",
    "-1",
    "1.5",
    "-0.25",
    "1e5",
    "01",
    "1.",
    "-",
    "true",
    "null",
    "[1,2]",
    "{\"a\":[3]}",
    "\"a\tb\"",
    "/**/4",
    "\"much longer than the others are\""
  };

  private static final String[] BETWEEN = {",", ",", ",", ", ", " ,\n  ", ",/**/", ",,", " "};

  @Test
  void shouldCountAsManyAsItTells() {
    Random random = new Random(20_261_124);
    int clean = 0;
    for (int run = 0; run < 20_000; run++) {
      byte[] bytes = document(random).getBytes(UTF_8);
      Seen told = read(bytes, bytes.length, false);
      assertThat(read(bytes, bytes.length, true)).as(new String(bytes, UTF_8)).isEqualTo(told);
      assertThat(read(bytes, 1 + random.nextInt(20), true)).isEqualTo(told);
      clean += told.oddities.isEmpty() ? 1 : 0;
    }
    assertThat(clean).isBetween(4_000, 19_000);
  }

  /** An array, most often of few kinds of values, so that many are whole. */
  private static String document(Random random) {
    StringBuilder text = new StringBuilder("{\"a\":[");
    int kinds = 1 + random.nextInt(4);
    int first = random.nextInt(VALUES.length);
    int between = random.nextInt(2) == 0 ? 1 : BETWEEN.length;
    int count = random.nextInt(12);
    for (int i = 0; i < count; i++) {
      if (i > 0) {
        text.append(BETWEEN[random.nextInt(between)]);
      }
      text.append(VALUES[(first + random.nextInt(kinds)) % VALUES.length]);
    }
    return text.append("],\"b\":\"c\"}").toString();
  }

  private record Seen(String events, Set<Oddity> oddities, long position) {}

  private static Seen read(byte[] bytes, int piece, boolean counting) {
    Counting sink = new Counting(counting);
    Oddities oddities = new Oddities();
    JsonScanner scanner = new JsonScanner(sink, new Bounds(64, 24, 1 << 20), oddities);
    scanner.begin();
    for (int at = 0; at < bytes.length; at += piece) {
      scanner.feed(bytes, at, Math.min(bytes.length, at + piece));
    }
    scanner.end();
    return new Seen(sink.toString(), oddities.toSet(), scanner.position());
  }

  /** Writes down objects and arrays, and of the values of an array how many they are. */
  private static final class Counting implements JsonSink {
    private final boolean counting;
    private final StringBuilder events = new StringBuilder();
    private final Deque<Boolean> arrays = new ArrayDeque<>();
    private int count;

    Counting(boolean counting) {
      this.counting = counting;
    }

    private void add(String event) {
      if (count > 0) {
        events.append(count).append(' ');
        count = 0;
      }
      events.append(event).append(' ');
    }

    private void value() {
      if (arrays.getLast()) {
        count++;
      } else {
        add("value");
      }
    }

    @Override
    public void startObject() {
      add("{");
      arrays.add(false);
    }

    @Override
    public void endObject() {
      add("}");
      arrays.removeLast();
    }

    @Override
    public void startArray() {
      add("[");
      arrays.add(true);
    }

    @Override
    public void endArray() {
      add("]");
      arrays.removeLast();
    }

    @Override
    public boolean countsValues() {
      return counting;
    }

    @Override
    public void values(int more) {
      assertThat(arrays.getLast()).isTrue();
      count += more;
    }

    @Override
    public void name(byte[] bytes, int from, int to, long hash) {
      add(new String(bytes, from, to - from, UTF_8));
    }

    @Override
    public void string(byte[] bytes, int from, int to, boolean whole) {
      value();
    }

    @Override
    public void number(long value, boolean integer) {
      value();
    }

    @Override
    public void bool(boolean value) {
      value();
    }

    @Override
    public void nothing() {
      value();
    }

    @Override
    public String toString() {
      add("");
      return events.toString();
    }
  }
}
