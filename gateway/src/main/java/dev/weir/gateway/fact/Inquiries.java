package dev.weir.gateway.fact;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.weir.gateway.settings.FactSettings;
import dev.weir.search.fact.CatalogueReader;
import dev.weir.search.fact.FieldOf;
import dev.weir.search.fact.MappingReader;
import dev.weir.search.fact.Sample;
import java.io.IOException;
import java.net.URLEncoder;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Decides what is asked next: first which indices there are and how large, then the fields of those
 * that rules ask about, then the samples that the budget allows. Used by one thread.
 */
final class Inquiries {
  private static final long NEVER = Long.MIN_VALUE / 2;
  private static final long MINUTE = TimeUnit.MINUTES.toNanos(1);

  private static final int MOST_FIELDS = 5_000;
  private static final int MOST_AT_ONCE = 32;
  private static final int LONGEST_TARGET = 3_000;
  private static final int SAMPLED_DOCUMENTS = 10_000;
  private static final Pattern COUNT = Pattern.compile("\"count\":(\\d+)");

  private static final String HIDDEN_ALIASES =
      "/_alias?expand_wildcards=all&filter_path=*.aliases.*.is_hidden";
  private static final String NAMES = "/_resolve/index/*?expand_wildcards=all";
  private static final String SIZES =
      "/_cat/indices?format=json&bytes=b&expand_wildcards=all"
          + "&h=index,pri,docs.count,pri.store.size";

  private final FactSettings settings;
  private final Knowledge knowledge;
  private final Demand demand;
  private final long every;

  /** What could not be learned, and when that was: it is not asked again at once. */
  private final Map<Object, Long> failed = new HashMap<>();

  private Set<String> hiddenAliases = Set.of();
  private long aliasesAt = NEVER;
  private long namesAt = NEVER;
  private long sizesAt = NEVER;
  private long minuteAt = NEVER;
  private int sampled;
  private int atOnce = MOST_AT_ONCE;

  Inquiries(FactSettings settings, Knowledge knowledge, Demand demand) {
    this.settings = settings;
    this.knowledge = knowledge;
    this.demand = demand;
    this.every = settings.every().toNanos();
  }

  /** What is to be asked now; null if nothing is. */
  @Nullable Inquiry next(long now) {
    if (aliasesAt == NEVER || now - aliasesAt >= every) {
      return aliases();
    }
    if (namesAt == NEVER || namesAt - aliasesAt < 0) {
      return names();
    }
    if (sizesAt == NEVER || sizesAt - aliasesAt < 0) {
      return sizes();
    }
    failed.values().removeIf(at -> now - at > 10 * every);
    demand.expire(now);
    knowledge.keep(demand.indices(), demand.fields());
    Inquiry next = mappings(now);
    if (next == null) {
      next = roots(now);
    }
    return next == null ? sample(now) : next;
  }

  private Inquiry aliases() {
    return new Inquiry() {
      @Override
      public String target() {
        return HIDDEN_ALIASES;
      }

      @Override
      public void take(String body, long at) throws IOException {
        hiddenAliases = CatalogueReader.hiddenAliases(body);
        aliasesAt = at;
      }

      @Override
      public void fail(long at) {
        // A cluster without an alias may say so by 404.
        aliasesAt = at;
      }
    };
  }

  private Inquiry names() {
    return new Inquiry() {
      @Override
      public String target() {
        return NAMES;
      }

      @Override
      public void take(String body, long at) throws IOException {
        knowledge.names(CatalogueReader.names(body, hiddenAliases, settings.maxIndices()));
        namesAt = at;
      }

      @Override
      public void fail(long at) {
        namesAt = at;
      }
    };
  }

  private Inquiry sizes() {
    return new Inquiry() {
      @Override
      public String target() {
        return SIZES;
      }

      @Override
      public void take(String body, long at) throws IOException {
        knowledge.sizes(CatalogueReader.sizes(body));
        sizesAt = at;
      }

      @Override
      public void fail(long at) {
        sizesAt = at;
      }
    };
  }

  /** As many as fit into one target. */
  private @Nullable Inquiry mappings(long now) {
    List<String> batch = new ArrayList<>();
    int length = 0;
    for (String index : demand.indices()) {
      if (batch.size() < atOnce
          && length < LONGEST_TARGET
          && !failed.containsKey(index)
          && !knowledge.hasMapping(index, now - 5 * every)) {
        batch.add(index);
        length += encoded(index).length() + 1;
      }
    }
    return batch.isEmpty() ? null : mappings(batch);
  }

  private Inquiry mappings(List<String> batch) {
    String names = String.join(",", batch.stream().map(Inquiries::encoded).toList());
    return new Inquiry() {
      @Override
      public String target() {
        return "/" + names + "/_mapping?ignore_unavailable=true&expand_wildcards=all";
      }

      @Override
      public void take(String body, long at) throws IOException {
        MappingReader.read(body, MOST_FIELDS)
            .forEach((index, mapping) -> knowledge.mapping(index, mapping, at));
        for (String index : batch) {
          if (!knowledge.hasMapping(index, at)) {
            failed.put(index, at); // Gone.
          }
        }
        atOnce = Math.min(MOST_AT_ONCE, 2 * atOnce);
      }

      @Override
      public void fail(long at) {
        // Perhaps all together are too large an answer.
        if (batch.size() == 1) {
          failed.put(batch.getFirst(), at);
        }
        atOnce = Math.max(1, batch.size() / 2);
      }
    };
  }

  /** Counts documents without nested ones, where there are some. */
  private @Nullable Inquiry roots(long now) {
    for (String index : demand.indices()) {
      if (!failed.containsKey(index) && !knowledge.hasRoots(index, now - 5 * every)) {
        return roots(index);
      }
    }
    return null;
  }

  private Inquiry roots(String index) {
    return new Inquiry() {
      @Override
      public String target() {
        return "/" + encoded(index) + "/_count";
      }

      @Override
      public void take(String body, long at) throws IOException {
        Matcher count = COUNT.matcher(body);
        if (!count.find()) {
          throw new IOException("no count");
        }
        knowledge.roots(index, Long.parseLong(count.group(1)), at);
      }

      @Override
      public void fail(long at) {
        failed.put(index, at);
      }
    };
  }

  private @Nullable Inquiry sample(long now) {
    if (minuteAt == NEVER || now - minuteAt >= MINUTE) {
      minuteAt = now;
      sampled = 0;
    }
    if (sampled >= settings.samples()) {
      return null;
    }
    for (FieldOf field : demand.fields()) {
      if (!failed.containsKey(field)
          && knowledge.mayHaveValues(field)
          && !knowledge.hasCardinality(field, now - 10 * every)) {
        sampled++;
        return sample(field);
      }
    }
    return null;
  }

  private Inquiry sample(FieldOf field) {
    return new Inquiry() {
      @Override
      public String target() {
        return "/"
            + encoded(field.index())
            + "/_search?source_content_type=application%2Fjson&source="
            + encoded(Sample.query(field.field(), SAMPLED_DOCUMENTS));
      }

      @Override
      public void take(String body, long at) throws IOException {
        long estimate = Sample.read(body).estimate(knowledge.documents(field.index()));
        knowledge.cardinality(field, estimate, at);
      }

      @Override
      public void fail(long at) {
        failed.put(field, at);
      }
    };
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, UTF_8).replace("+", "%20");
  }
}
