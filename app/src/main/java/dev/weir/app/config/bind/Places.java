package dev.weir.app.config.bind;

import dev.weir.app.config.bind.YamlNode.Mapping;
import dev.weir.app.config.bind.YamlNode.Scalar;
import dev.weir.app.config.bind.YamlNode.Sequence;
import dev.weir.app.config.bind.YamlNode.Span;
import dev.weir.gateway.settings.InvalidSettings.Problem;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Where each path of a configuration stands in its file. */
public final class Places {
  private final Lines lines;
  private final Map<String, YamlNode> nodes = new HashMap<>();
  private final Set<String> secret = new HashSet<>();
  private final Span whole;

  Places(Lines lines, Span whole) {
    this.lines = lines;
    this.whole = whole;
  }

  void put(String path, YamlNode node) {
    nodes.put(path, node);
  }

  /** The value at the path is never shown. */
  void keepSecret(String path) {
    secret.add(path);
  }

  /** Places what a record's constructor found; {@code path} is the record's own. */
  void report(Mistakes mistakes, String path, Problem problem) {
    String at = below(path, problem.key());
    YamlNode node = nodes.get(at);
    String value;
    if (node != null && !(node instanceof Sequence)) {
      value = value(at, node);
    } else {
      value = problem.value() == null ? "nothing" : Shown.value(problem.value().toString());
    }
    mistakes.add(nearest(at), at, value, problem.expected());
  }

  /** What stands there, unless it is secret. */
  String value(String path, YamlNode node) {
    boolean text = node instanceof Scalar scalar && !scalar.isNothing() && !scalar.isNull();
    return text && secret.contains(path) ? "***" : shown(node);
  }

  List<Mistake> sorted(Mistakes mistakes) {
    return mistakes.sorted(lines);
  }

  static String below(String path, String key) {
    return path.isEmpty() || key.isEmpty() || key.startsWith("[") ? path + key : path + "." + key;
  }

  /** What stands there, on one line. */
  static String shown(YamlNode node) {
    return switch (node) {
      case Scalar scalar when scalar.isNothing() -> "nothing";
      case Scalar scalar -> Shown.value(scalar.text(), !scalar.plain());
      case Sequence sequence -> sequence.items().isEmpty() ? "[]" : "a list";
      case Mapping mapping -> mapping.entries().isEmpty() ? "{}" : "a mapping";
    };
  }

  /** The place of the path, or of what it would stand in. */
  private Span nearest(String path) {
    String at = path;
    while (!at.isEmpty()) {
      YamlNode node = nodes.get(at);
      if (node != null) {
        return node.span();
      }
      at = at.substring(0, Math.max(0, Math.max(at.lastIndexOf('.'), at.lastIndexOf('['))));
    }
    return whole;
  }
}
