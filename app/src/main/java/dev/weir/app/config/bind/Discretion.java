package dev.weir.app.config.bind;

import dev.weir.app.config.bind.YamlNode.Mapping;
import dev.weir.app.config.bind.YamlNode.Scalar;
import dev.weir.app.config.bind.YamlNode.Sequence;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Keeps secrets out of excerpts, those too that stand at a wrong place or behind a misspelt key:
 * whatever is below a key that speaks of a secret is blotted out.
 */
final class Discretion {
  private static final Pattern SECRET_KEY =
      Pattern.compile("(?i)pass|secret|token|bearer|credential|api[-_]?key");

  private final Lines lines;
  private final Set<YamlNode> seen = Collections.newSetFromMap(new IdentityHashMap<>());
  private final Set<YamlNode> blotted = Collections.newSetFromMap(new IdentityHashMap<>());

  Discretion(Lines lines) {
    this.lines = lines;
  }

  /** Blots out what looks like a secret, anywhere in the tree. */
  void blotSuspects(YamlNode node) {
    // What an alias repeats has been looked at before.
    if (!seen.add(node)) {
      return;
    }
    switch (node) {
      case Scalar scalar -> {}
      case Sequence sequence -> sequence.items().forEach(this::blotSuspects);
      case Mapping mapping -> {
        for (YamlNode.Entry entry : mapping.entries()) {
          if (entry.key() instanceof Scalar key && suspicious(key.text())) {
            blot(entry.value());
          } else {
            blotSuspects(entry.key());
            blotSuspects(entry.value());
          }
        }
      }
    }
  }

  /** Blots out every text in the tree. */
  void blot(YamlNode node) {
    if (!blotted.add(node)) {
      return;
    }
    switch (node) {
      case Scalar scalar -> lines.blot(scalar.span());
      case Sequence sequence -> sequence.items().forEach(this::blot);
      case Mapping mapping -> mapping.entries().forEach(entry -> blot(entry.value()));
    }
  }

  /**
   * Whether text that could not be read may be shown: not if a secret may be in it. It may be if a
   * key of a secret stands on the line, on one that the line belongs to by its indentation, or
   * between the line and the beginning of what could not be read.
   */
  static boolean mayShow(Lines lines, int contextLine, int line) {
    int indentation = Integer.MAX_VALUE;
    for (int i = line; i >= 1; i--) {
      String text = lines.line(i);
      int own = text.length() - text.stripLeading().length();
      boolean parent = !text.isBlank() && own < indentation;
      if ((i >= contextLine || parent || i == line) && suspicious(text)) {
        return false;
      }
      if (parent) {
        indentation = own;
      }
      if (indentation == 0 && i <= contextLine) {
        return true;
      }
    }
    return true;
  }

  private static boolean suspicious(String text) {
    return SECRET_KEY.matcher(text).find();
  }
}
