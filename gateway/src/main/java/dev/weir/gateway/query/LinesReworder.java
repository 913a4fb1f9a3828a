package dev.weir.gateway.query;

import dev.weir.search.json.Bounds;
import dev.weir.search.json.Oddities;
import dev.weir.search.profile.MultiSearchProfiler;
import dev.weir.search.profile.SearchProfile;
import dev.weir.search.rewrite.Rewriter;
import dev.weir.search.rewrite.Rewritten;
import dev.weir.search.rule.Asked;
import java.io.ByteArrayOutputStream;
import org.jspecify.annotations.Nullable;

/**
 * Writes the searches of a {@code _msearch} otherwise, each for itself, and leaves headers and all
 * other lines as they are. Used by one thread.
 */
final class LinesReworder {
  /** Knows what else there is to know of a search. */
  @FunctionalInterface
  interface Knowing {
    /**
     * A search as rewrites see it.
     *
     * @param indices as its header names them; null if it names none
     */
    Asked of(@Nullable String indices, SearchProfile profile);
  }

  private final RewriteRecords records;
  private final Rewriter rewriter;
  private final MultiSearchProfiler lines = new MultiSearchProfiler(this::search, Bounds.DEFAULT);
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private @Nullable Knowing knowing;
  private String target = "";
  private byte[] bytes = new byte[0];
  private int from;
  private int to;
  private int written;
  private long applied;

  LinesReworder(RewriteRecords records, Rewriter rewriter) {
    this.records = records;
    this.rewriter = rewriter;
  }

  /** The lines as they go on; null if nothing changes. */
  @Nullable Rewritten reword(byte[] body, String targetOfAll, Knowing knows) {
    knowing = knows;
    target = targetOfAll;
    bytes = body;
    written = 0;
    applied = 0;
    out.reset();
    lines.begin();
    for (from = 0; from < body.length; from = to + 1) {
      to = from;
      while (to < body.length && body[to] != '\n') {
        to++;
      }
      lines.feed(body, from, Math.min(to + 1, body.length));
    }
    // A last line without an end is for the engine to refuse.
    knowing = null;
    if (applied == 0) {
      return null;
    }
    out.write(body, written, body.length - written);
    return new Rewritten(out.toByteArray(), null, applied);
  }

  private void search(@Nullable String indices, Oddities header, SearchProfile profile) {
    Knowing knows = knowing;
    if (knows == null || !header.isEmpty()) {
      return;
    }
    Asked asked = knows.of(indices, profile);
    Rewritten rewritten =
        rewriter.rewrite(
            bytes,
            from,
            to,
            target,
            asked,
            records.allowed(profile.fingerprint(), rewriter.rewrites()));
    byte[] changed = rewritten == null ? null : rewritten.body();
    if (rewritten != null && changed != null) {
      out.write(bytes, written, from - written);
      out.writeBytes(changed);
      written = to;
      applied |= rewritten.applied();
    }
  }
}
