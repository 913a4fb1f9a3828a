package dev.weir.search.profile;

import static java.nio.charset.StandardCharsets.UTF_8;

/** Bodies with a profiler that has read them. */
final class Profiles {
  private Profiles() {}

  /** A body in which single quotes stand for double ones. */
  static SearchProfile of(String body) {
    return of(body.replace('\'', '"').getBytes(UTF_8));
  }

  static SearchProfile of(byte[] bytes) {
    QueryProfiler profiler = new QueryProfiler();
    profiler.begin();
    profiler.feed(bytes, 0, bytes.length);
    return profiler.end();
  }

  static Clause clause(String body) {
    return of("{'query':" + body + "}").clauses().getLast();
  }
}
