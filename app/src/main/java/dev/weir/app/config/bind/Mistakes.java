package dev.weir.app.config.bind;

import dev.weir.app.config.bind.YamlNode.Span;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Collects mistakes; a bound keeps a hopeless file from a hopeless report. */
final class Mistakes {
  static final int MOST = 1000;

  private final List<Found> found = new ArrayList<>();
  private int more;

  private record Found(Span span, String path, String value, String expected) {}

  void add(Span span, String path, String value, String expected) {
    if (found.size() < MOST) {
      found.add(new Found(span, path, value, expected));
    } else {
      more++;
    }
  }

  /** Whether further ones are only counted, so that nothing need be spent on their wording. */
  boolean isFull() {
    return found.size() >= MOST;
  }

  boolean isEmpty() {
    return found.isEmpty();
  }

  int count() {
    return found.size() + more;
  }

  /** How many there were beyond those that were kept. */
  int more() {
    return more;
  }

  /** In the order of the file, with excerpts. */
  List<Mistake> sorted(Lines lines) {
    return found.stream()
        .sorted(Comparator.comparingInt(each -> each.span().line()))
        .map(
            each -> {
              Span span = each.span();
              Lines.Excerpt excerpt = lines.excerpt(span.line(), span.column());
              return new Mistake(
                  span.line(),
                  span.column(),
                  Shown.printable(each.path()),
                  each.value(),
                  each.expected(),
                  excerpt.text(),
                  excerpt.caret());
            })
        .distinct()
        .sorted()
        .toList();
  }
}
