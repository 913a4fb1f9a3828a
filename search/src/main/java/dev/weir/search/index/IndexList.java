package dev.weir.search.index;

import dev.weir.search.IndexExpression;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The indices that a request asks for, as it wrote them: names, wildcards, exclusions, date math,
 * remote clusters, joined by commas. Immutable. What it stands for is told by an {@link
 * IndexCatalogue}.
 *
 * @param parts in order, which counts: an exclusion takes away from what stands in front of it
 */
public record IndexList(List<Part> parts) {
  /** Every index that is not hidden: what a request without an index asks for. */
  public static final IndexList ALL = new IndexList(List.of());

  private static final int MOST_PARTS = 4096;

  public IndexList {
    parts = List.copyOf(parts);
  }

  /**
   * One name or pattern.
   *
   * @param cluster the remote cluster, which may be a pattern; null for the cluster that is asked
   * @param name without the cluster, and without a selector such as {@code ::failures}
   */
  public record Part(@Nullable String cluster, String name) {
    /** Whether it is one of {@code *} patterns; engines know no other wildcard here. */
    public boolean isPattern() {
      return name.indexOf('*') >= 0;
    }

    /** Whether it is computed from the time: {@code <logs-{now/d}>}. */
    public boolean isDateMath() {
      return name.startsWith("<") && name.endsWith(">");
    }

    /** Whether it takes away, if a wildcard stands in front of it. */
    public boolean isExclusion() {
      return name.startsWith("-");
    }

    private boolean isAll() {
      return name.equals("*") || name.equals("_all") || name.equals("**");
    }
  }

  /**
   * Reads the segment of a path.
   *
   * @param bytes holds it, percent-encoded
   * @return {@link #ALL} if the segment is empty
   */
  public static IndexList ofSegment(byte[] bytes, int start, int end) {
    return of(IndexExpression.text(bytes, start, end));
  }

  /** Reads names joined by commas, as a path has them once it is decoded, or a header of a line. */
  public static IndexList of(String text) {
    List<Part> parts = new ArrayList<>(1);
    int from = 0;
    while (from <= text.length() && parts.size() < MOST_PARTS) {
      int to = endOfPart(text, from);
      if (to > from) {
        parts.add(part(text.substring(from, to)));
      }
      from = to + 1;
    }
    return parts.isEmpty() ? ALL : new IndexList(parts);
  }

  /**
   * Whether it asks for all indices of the cluster that is asked, written any way but by a pattern
   * that happens to fit all: nothing, {@code _all}, {@code *}, or those with exclusions behind.
   */
  public boolean isEverything() {
    if (parts.isEmpty()) {
      return true;
    }
    for (Part part : parts) {
      if (part.cluster() == null && part.isAll()) {
        return true;
      }
    }
    return false;
  }

  /** Whether other clusters are asked, too. */
  public boolean isRemote() {
    for (Part part : parts) {
      if (part.cluster() != null) {
        return true;
      }
    }
    return false;
  }

  /** Commas inside of date math do not end a part: a format may hold them. */
  private static int endOfPart(String text, int from) {
    int to = from;
    int braces = 0;
    while (to < text.length() && (braces > 0 || text.charAt(to) != ',')) {
      switch (text.charAt(to)) {
        case '{' -> braces++;
        case '}' -> braces = Math.max(0, braces - 1);
        default -> {}
      }
      to++;
    }
    return to;
  }

  private static Part part(String text) {
    if (text.startsWith("<") || text.startsWith("-<")) {
      return new Part(null, text);
    }
    int selector = text.indexOf("::");
    String name = selector > 0 ? text.substring(0, selector) : text;
    int colon = name.indexOf(':');
    return colon <= 0
        ? new Part(null, name)
        : new Part(name.substring(0, colon), name.substring(colon + 1));
  }
}
