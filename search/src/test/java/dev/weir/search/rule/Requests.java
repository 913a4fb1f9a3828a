package dev.weir.search.rule;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.weir.search.Language;
import dev.weir.search.Operation;
import dev.weir.search.Operations;
import dev.weir.search.body.BodyFormat;
import dev.weir.search.bulk.BulkLook;
import dev.weir.search.bulk.BulkProfiler;
import dev.weir.search.index.IndexList;
import dev.weir.search.profile.QueryProfiler;
import dev.weir.search.profile.SearchProfile;
import java.util.List;

/** Requests as rules are told of them, from how one writes them down. */
final class Requests {
  private static final int OPEN_SCROLLS = 2;

  private Requests() {}

  /** A body alone, which is a search's, or a line with method and target and then the body. */
  static Asked asked(String text, IndexFacts facts) {
    return text.startsWith("{")
        ? asked("POST /bills/_search", text, facts)
        : asked(
            text.lines().findFirst().orElseThrow(),
            text.contains("\n") ? text.substring(text.indexOf('\n') + 1) : "",
            facts);
  }

  private static Asked asked(String line, String body, IndexFacts facts) {
    byte[] head = line.getBytes(UTF_8);
    int space = line.indexOf(' ');
    int mark = line.indexOf('?');
    int pathEnd = mark < 0 ? head.length : mark;
    int query = Math.min(pathEnd + 1, head.length);
    Operation operation = Operations.of(head, 0, space, space + 1, pathEnd, head.length);
    long index = Operations.index(head, space + 1, pathEnd);
    IndexList indices =
        index == 0 ? IndexList.ALL : IndexList.ofSegment(head, (int) (index >>> 32), (int) index);
    QueryProfiler profiler = new QueryProfiler();
    Language language =
        operation == Operation.STATEMENT
            ? Operations.language(head, space + 1, pathEnd)
            : Language.NONE;
    profiler.begin(BodyFormat.JSON, language);
    byte[] bytes = body.getBytes(UTF_8);
    BulkLook bulk = BulkLook.NONE;
    if (operation == Operation.BULK) {
      BulkProfiler bulks = new BulkProfiler();
      bulks.begin();
      bulks.feed(bytes, 0, bytes.length);
      bulk = bulks.end();
    } else {
      profiler.feed(bytes, 0, bytes.length);
    }
    profiler.parameters(head, query, head.length);
    SearchProfile profile = profiler.end();
    List<String> sources = profile.statement().sources();
    return new Asked(
        profile,
        operation,
        sources.isEmpty() ? indices : IndexList.of(String.join(",", sources)),
        TargetOptions.read(head, query, head.length),
        bulk,
        facts,
        OPEN_SCROLLS);
  }
}
