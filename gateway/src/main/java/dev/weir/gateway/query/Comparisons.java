package dev.weir.gateway.query;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.weir.gateway.settings.RouteSettings;
import dev.weir.gateway.upstream.SideSearches;
import dev.weir.gateway.upstream.UpstreamCluster;
import dev.weir.search.rewrite.SameAnswer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks some of the searches that were rewritten as they were written, too, off their clients' path,
 * one at a time and only of a cluster that has little to do, and compares the answers. If they
 * differ, documents may have changed in between: so both forms are asked again, and the rewritten
 * one has diverged only if the written one is answered the same twice and it is not. Then the
 * rewrites are off for that shape. Safe from any thread; callbacks run on the executor.
 */
final class Comparisons {
  private static final Logger LOG = LoggerFactory.getLogger(Comparisons.class);
  private static final Duration TIMEOUT = Duration.ofSeconds(10);
  private static final int MOST_UNPACKED = 4 * 1024 * 1024;

  /** A search in both forms is kept while it is under way. */
  private static final int MOST_BODY = 64 * 1024;

  private final RewriteRecords records;
  private final Executor executor;
  private final AtomicBoolean underway = new AtomicBoolean();
  private volatile Map<String, SideSearches> routes = Map.of();

  Comparisons(RewriteRecords records, Executor executor) {
    this.records = records;
    this.executor = executor;
  }

  /** From now on, these routes lead to these clusters. */
  void take(List<RouteSettings> routeSettings, Collection<UpstreamCluster> running) {
    Map<String, SideSearches> byCluster = new HashMap<>();
    running.forEach(each -> byCluster.put(each.name(), new SideSearches(each)));
    Map<String, SideSearches> byRoute = new HashMap<>();
    for (RouteSettings each : routeSettings) {
      SideSearches searches = byCluster.get(each.cluster());
      if (searches != null) {
        byRoute.put(each.name(), searches);
      }
    }
    routes = Map.copyOf(byRoute);
  }

  /**
   * Whether the answer to a search is to be compared.
   *
   * @param percent of how many
   * @param length of its body
   */
  boolean isDrawn(int percent, int length) {
    return percent > 0
        && length <= MOST_BODY
        && !underway.get()
        && ThreadLocalRandom.current().nextInt(100) < percent;
  }

  /** Compares, if there is room; returns at once. */
  void compare(Comparison comparison) {
    SideSearches searches = routes.get(comparison.route());
    if (searches != null
        && searches.isIdle(System.nanoTime())
        && underway.compareAndSet(false, true)) {
      ask(
          searches,
          comparison,
          List.of(comparison.written()),
          new ArrayList<>(),
          answers -> judgeFirst(searches, comparison, answers.getFirst()));
    }
  }

  private void judgeFirst(SideSearches searches, Comparison comparison, byte[] written) {
    byte[] rewritten = unpacked(comparison);
    if (rewritten == null) {
      underway.set(false);
    } else if (isSame(written, rewritten)) {
      over(comparison, true);
    } else {
      ask(
          searches,
          comparison,
          List.of(comparison.written(), comparison.rewritten(), comparison.written()),
          new ArrayList<>(),
          answers -> {
            if (!isSame(answers.get(0), answers.get(2))) {
              underway.set(false); // The same search, and another answer: documents change.
            } else {
              over(comparison, isSame(answers.get(0), answers.get(1)));
            }
          });
    }
  }

  /** Asks these, one after the other; of the same copies of shards, so that scores are the same. */
  private void ask(
      SideSearches searches,
      Comparison comparison,
      List<Comparison.Form> forms,
      List<byte[]> answers,
      Consumer<List<byte[]>> done) {
    Comparison.Form next = forms.get(answers.size());
    searches.ask(
        withPreference(next.target()),
        comparison.contentType(),
        comparison.authorization(),
        next.body(),
        TIMEOUT,
        (status, body) ->
            executor.execute(
                () -> {
                  if (status != 200) {
                    underway.set(false);
                    return;
                  }
                  answers.add(body.getBytes(UTF_8));
                  if (answers.size() < forms.size()) {
                    ask(searches, comparison, forms, answers, done);
                  } else {
                    done.accept(answers);
                  }
                }));
  }

  private static String withPreference(String target) {
    return target.contains("preference=")
        ? target
        : target + (target.contains("?") ? "&" : "?") + "preference=weir";
  }

  private void over(Comparison comparison, boolean alike) {
    for (String each : comparison.rewrites()) {
      records.of(each).compared(alike);
    }
    if (!alike) {
      records.diverged(comparison.shape(), comparison.rewrites());
      LOG.warn(
          "event=rewrite-diverged rewrites={} shape={} route={}",
          comparison.rewrites(),
          Judgement.shapeText(comparison.shape()),
          comparison.route());
    }
    underway.set(false);
  }

  private static boolean isSame(byte[] one, byte[] other) {
    try {
      return SameAnswer.is(one, other);
    } catch (IOException e) {
      return false;
    }
  }

  /** The answer that the client was given; null if it cannot be read. */
  private static byte @Nullable [] unpacked(Comparison comparison) {
    String encoding = comparison.encoding();
    if (encoding == null) {
      return comparison.answer();
    }
    if (!encoding.equalsIgnoreCase("gzip")) {
      return null;
    }
    try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(comparison.answer()))) {
      byte[] plain = in.readNBytes(MOST_UNPACKED + 1);
      return plain.length > MOST_UNPACKED ? null : plain;
    } catch (IOException e) {
      return null;
    }
  }
}
