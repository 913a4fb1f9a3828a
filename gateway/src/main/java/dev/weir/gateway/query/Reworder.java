package dev.weir.gateway.query;

import dev.weir.gateway.filter.Request;
import dev.weir.gateway.query.Comparison.Form;
import dev.weir.search.Operation;
import dev.weir.search.body.BodyFormat;
import dev.weir.search.rewrite.Rewrite;
import dev.weir.search.rewrite.RewriteClass;
import dev.weir.search.rewrite.Rewriter;
import dev.weir.search.rewrite.Rewritten;
import dev.weir.search.rule.Asked;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Writes a request's search otherwise, once the rules have let it pass. A packed body goes on
 * unpacked if it changes. Used by one thread.
 */
final class Reworder {
  private final RewriteRecords records;
  private final Comparisons comparisons;
  private final Unpacking unpacking = new Unpacking();
  private final IdentityHashMap<List<Rewrite>, Rewriter> rewriters = new IdentityHashMap<>();
  private final IdentityHashMap<List<Rewrite>, LinesReworder> ofLines = new IdentityHashMap<>();
  private RewriteBook book = RewriteBook.NONE;

  /**
   * Of a thread.
   *
   * @param records counts what is done
   * @param comparisons draws those whose answers are compared
   */
  Reworder(RewriteRecords records, Comparisons comparisons) {
    this.records = records;
    this.comparisons = comparisons;
  }

  /**
   * Rewrites a request that has one search.
   *
   * @param body as it came; null if it is larger than what was asked for
   * @param encoding the body's; null if it has none
   * @param limit how many bytes are unpacked at most
   * @param asked valid within the call
   */
  void reword(
      Request request,
      @Nullable ByteBuffer body,
      @Nullable String encoding,
      int limit,
      Asked asked,
      RewriteBook now) {
    List<Rewrite> rewrites = now.of(request.route());
    if (rewrites.isEmpty() || body == null || !isWanted(rewrites, asked) || !isJson(request)) {
      return;
    }
    String packing = packing(body, encoding);
    byte[] plain = plain(body, packing, limit);
    if (plain == null) {
      return;
    }
    long shape = asked.profile().fingerprint();
    Rewriter rewriter = rewriter(now, rewrites);
    Rewritten rewritten =
        rewriter.rewrite(
            plain, 0, plain.length, request.target(), asked, records.allowed(shape, rewrites));
    if (rewritten != null) {
      String written = request.target();
      apply(request, packing, rewritten);
      List<Rewrite> applied = note(request, rewrites, rewritten);
      if (asked.operation() == Operation.SEARCH
          && comparisons.isDrawn(now.comparePercent(), plain.length)
          && applied.stream().allMatch(each -> each.kind() == RewriteClass.EQUIVALENT)) {
        byte[] changed = rewritten.body();
        compare(
            request, shape, applied, new Form(written, plain), changed == null ? plain : changed);
      }
    }
  }

  /**
   * Rewrites a request that has several searches; arguments as for {@link #reword}.
   *
   * @param knowing gives what is known of each
   */
  void rewordLines(
      Request request,
      @Nullable ByteBuffer body,
      @Nullable String encoding,
      int limit,
      LinesReworder.Knowing knowing,
      RewriteBook now) {
    List<Rewrite> rewrites = now.of(request.route());
    if (rewrites.isEmpty() || body == null || !isJson(request)) {
      return;
    }
    String packing = packing(body, encoding);
    byte[] plain = plain(body, packing, limit);
    if (plain == null) {
      return;
    }
    Rewriter rewriter = rewriter(now, rewrites);
    LinesReworder lines =
        ofLines.computeIfAbsent(rewrites, _ -> new LinesReworder(records, rewriter));
    Rewritten rewritten = lines.reword(plain, request.target(), knowing);
    if (rewritten != null) {
      apply(request, packing, rewritten);
      note(request, rewrites, rewritten);
    }
  }

  /** Whether there may be anything to do about one of several searches. */
  static boolean isWanted(String route, Asked asked, RewriteBook now) {
    List<Rewrite> rewrites = now.of(route);
    return !rewrites.isEmpty() && isWanted(rewrites, asked);
  }

  private static @Nullable String packing(ByteBuffer body, @Nullable String encoding) {
    return encoding == null || encoding.equals("identity") || !body.hasRemaining()
        ? null
        : encoding;
  }

  private static void compare(
      Request request, long shape, List<Rewrite> applied, Form written, byte[] rewritten) {
    String type = request.headers().get("Content-Type");
    request.setAttribute(
        Comparison.KEY,
        new Comparison(
            request.route(),
            shape,
            applied.stream().map(Rewrite::id).toList(),
            written,
            new Form(request.target(), rewritten),
            type == null ? "application/json" : type,
            request.headers().get("Authorization")));
  }

  /** Of the other formats, a part cannot be replaced. */
  private static boolean isJson(Request request) {
    return BodyFormat.of(request.headers().get("Content-Type")) == BodyFormat.JSON;
  }

  private static boolean isWanted(List<Rewrite> rewrites, Asked asked) {
    boolean search =
        asked.operation() == Operation.SEARCH
            || asked.operation() == Operation.MULTI_SEARCH
            || asked.operation() == Operation.COUNT;
    if (!search || !asked.profile().oddities().isEmpty()) {
      return false;
    }
    for (int i = 0; i < rewrites.size(); i++) {
      if (rewrites.get(i).wants(asked)) {
        return true;
      }
    }
    return false;
  }

  private byte @Nullable [] plain(ByteBuffer body, @Nullable String encoding, int limit) {
    if (encoding == null) {
      byte[] copy = new byte[body.remaining()];
      body.get(body.position(), copy);
      return copy;
    }
    ByteArrayOutputStream copy = new ByteArrayOutputStream(4 * body.remaining());
    boolean whole =
        unpacking.read(
                body, encoding, limit, (bytes, from, to) -> copy.write(bytes, from, to - from))
            == null;
    return whole ? copy.toByteArray() : null;
  }

  @SuppressWarnings("ReferenceEquality") // Whether the settings were taken anew.
  private Rewriter rewriter(RewriteBook now, List<Rewrite> rewrites) {
    if (book != now) {
      book = now;
      rewriters.clear();
      ofLines.clear();
    }
    return rewriters.computeIfAbsent(rewrites, Rewriter::new);
  }

  private static void apply(Request request, @Nullable String encoding, Rewritten rewritten) {
    byte[] body = rewritten.body();
    if (body != null) {
      request.setBody(ByteBuffer.wrap(body));
      if (encoding != null) {
        request.headers().remove("Content-Encoding");
      }
    }
    String target = rewritten.target();
    if (target != null) {
      request.setTarget(target);
    }
  }

  private List<Rewrite> note(Request request, List<Rewrite> rewrites, Rewritten rewritten) {
    List<Rewrite> applied = new ArrayList<>();
    for (int i = 0; i < rewrites.size(); i++) {
      if ((rewritten.applied() & 1L << i) != 0) {
        applied.add(rewrites.get(i));
        records.of(rewrites.get(i).id()).applied();
      }
    }
    request.setAttribute(Rewording.KEY, new Rewording(applied, rewritten.body()));
    return applied;
  }
}
