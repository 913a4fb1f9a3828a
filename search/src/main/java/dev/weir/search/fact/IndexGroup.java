package dev.weir.search.fact;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is known of some indices together, and whether a rule has asked for their fields. Safe from
 * any thread.
 */
final class IndexGroup {
  /** What an expression stands for is not known. */
  static final IndexGroup UNKNOWN = new IndexGroup();

  private final boolean known;
  private final List<String> indices;
  private boolean mapped = true;

  /** Each once, however many indices share it. */
  private final List<Mapping> mappings = new ArrayList<>();

  private final @Nullable String heaviest;
  private final long documents;
  private final long documentBytes;
  private final long shards;
  private volatile boolean fieldsAsked;

  private IndexGroup() {
    known = false;
    indices = List.of();
    heaviest = null;
    documents = -1;
    documentBytes = -1;
    shards = -1;
  }

  IndexGroup(Collection<String> names, Snapshot snapshot) {
    known = true;
    indices = List.copyOf(names);
    String largest = null;
    long most = -1;
    long sum = 0;
    long bytes = 0;
    long count = 0;
    boolean measured = true;
    for (String name : indices) {
      Mapping mapping = snapshot.mappings().get(name);
      if (mapping == null) {
        mapped = false;
      } else if (!mappings.contains(mapping)) {
        mappings.add(mapping);
      }
      IndexSize size = snapshot.sizes().get(name);
      if (size == null) {
        measured = false;
        continue;
      }
      sum += size.documents();
      count += size.shards();
      bytes = Math.max(bytes, snapshot.documentBytes(name));
      if (size.documents() > most) {
        most = size.documents();
        largest = name;
      }
    }
    heaviest = largest;
    documents = measured ? sum : -1;
    shards = measured ? count : -1;
    documentBytes = measured ? bytes : -1;
  }

  List<String> indices() {
    return indices;
  }

  /** Whether a rule has asked for their fields. */
  boolean areFieldsAsked() {
    return fieldsAsked;
  }

  void askFields() {
    if (!fieldsAsked) {
      fieldsAsked = true;
    }
  }

  /** The one with most documents; null if none is known. */
  @Nullable String heaviest() {
    return heaviest;
  }

  long documents() {
    return documents;
  }

  /** Of the index where a document is largest. */
  long documentBytes() {
    return documentBytes;
  }

  long shards() {
    return shards;
  }

  /** Null if that is not known of each of them, or those that have the field differ. */
  @Nullable String type(String field) {
    if (!known || !mapped) {
      return null;
    }
    String common = "";
    for (Mapping mapping : mappings) {
      String type = mapping.type(field);
      if (type == null || !(common.isEmpty() || type.isEmpty() || type.equals(common))) {
        return null;
      }
      common = type.isEmpty() ? common : type;
    }
    return common;
  }
}
