package dev.weir.search.rewrite;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.weir.search.Operation;
import dev.weir.search.index.IndexList;
import dev.weir.search.profile.QueryProfiler;
import dev.weir.search.profile.SearchProfile;
import dev.weir.search.rule.Asked;
import dev.weir.search.rule.IndexFacts;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Searches as texts: target, blank, body. */
final class Rewriting {
  private static final Map<String, String> TYPES =
      Map.of(
          "user", "keyword",
          "price", "double",
          "weight", "float",
          "half", "half_float",
          "count", "integer",
          "small", "byte",
          "large", "long",
          "day", "date",
          "instant", "date_nanos");

  private static final IndexFacts FACTS = IndexFacts.ofTypes(TYPES);

  private final QueryProfiler profiler = new QueryProfiler();
  private final Rewriter rewriter;

  Rewriting(Rewrite... rewrites) {
    this.rewriter = new Rewriter(List.of(rewrites));
  }

  Rewriting(List<Rewrite> rewrites) {
    this.rewriter = new Rewriter(rewrites);
  }

  /** The search as it goes on, changed or not. */
  String of(String search) {
    return of(search, Operation.SEARCH, FACTS);
  }

  String of(String search, Operation operation, IndexFacts facts) {
    int blank = search.indexOf(' ');
    String target = blank < 0 ? search : search.substring(0, blank);
    byte[] body = blank < 0 ? new byte[0] : search.substring(blank + 1).getBytes(UTF_8);
    Rewritten rewritten = of(target, body, operation, facts);
    if (rewritten == null) {
      return search;
    }
    byte[] newBody = Objects.requireNonNullElse(rewritten.body(), body);
    return Objects.requireNonNullElse(rewritten.target(), target)
        + (newBody.length == 0 ? "" : " " + new String(newBody, UTF_8));
  }

  @Nullable Rewritten of(String target, byte[] body, Operation operation, IndexFacts facts) {
    profiler.begin();
    profiler.feed(body, 0, body.length);
    int mark = target.indexOf('?');
    if (mark >= 0) {
      byte[] query = target.substring(mark + 1).getBytes(UTF_8);
      profiler.parameters(query, 0, query.length);
    }
    SearchProfile profile = profiler.end();
    Asked asked = new Asked(profile, operation, IndexList.of("bills"), facts);
    return rewriter.rewrite(body, 0, body.length, target, asked, Rewriter.ALL);
  }
}
