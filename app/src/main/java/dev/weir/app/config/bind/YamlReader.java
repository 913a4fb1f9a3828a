package dev.weir.app.config.bind;

import dev.weir.app.config.bind.YamlNode.Mapping;
import dev.weir.app.config.bind.YamlNode.Scalar;
import dev.weir.app.config.bind.YamlNode.Sequence;
import dev.weir.app.config.bind.YamlNode.Span;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.common.Anchor;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.NodeEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.ReaderException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/**
 * Reads one YAML document into a tree. Works on the parser's events rather than on its trees, so
 * that depth and the size to which aliases grow are bounded before anything is built, and nothing
 * recurses.
 */
final class YamlReader {
  static final int MOST_LEVELS = 32;

  /** Nodes of the tree as it would be written without aliases; long text counts as several. */
  static final int MOST_NODES = 200_000;

  /** Characters of text that count as a node. */
  private static final int TEXT_OF_A_NODE = 16;

  private final Map<String, Sized> anchors = new HashMap<>();
  private final Deque<Open> open = new ArrayDeque<>();
  private @Nullable YamlNode root;
  private int documents;
  private int nodes;

  private YamlReader() {}

  /** A finished node that an alias may name, and how many nodes it is. */
  private record Sized(YamlNode node, int size) {}

  /** A collection whose end has not come yet. */
  private static final class Open {
    final boolean mapping;
    final Span span;
    final @Nullable String anchor;
    final int nodesBefore;
    final List<YamlNode> items = new ArrayList<>();

    Open(boolean mapping, Span span, @Nullable String anchor, int nodesBefore) {
      this.mapping = mapping;
      this.span = span;
      this.anchor = anchor;
      this.nodesBefore = nodesBefore;
    }

    YamlNode close(Span end) {
      Span whole = new Span(span.line(), span.column(), span.start(), end.start());
      if (!mapping) {
        return new Sequence(List.copyOf(items), whole);
      }
      List<YamlNode.Entry> entries = new ArrayList<>(items.size() / 2);
      for (int i = 0; i + 1 < items.size(); i += 2) {
        entries.add(new YamlNode.Entry(items.get(i), items.get(i + 1)));
      }
      return new Mapping(List.copyOf(entries), whole);
    }
  }

  /**
   * Reads the text.
   *
   * @return null if there is nothing in it but comments
   */
  static @Nullable YamlNode read(String text) throws InvalidYaml {
    // One window for the whole text: the parser breaks on a surrogate pair that two would share.
    LoadSettings settings =
        LoadSettings.builder().setParseComments(false).setBufferSize(text.length() + 16).build();
    YamlReader reader = new YamlReader();
    try {
      for (Event event : new Parse(settings).parseString(text)) {
        reader.take(event);
      }
    } catch (MarkedYamlEngineException e) {
      throw SyntaxMistake.of(e);
    } catch (ReaderException e) {
      Span span = Lines.spanAt(text, e.getPosition());
      throw new InvalidYaml(
          span,
          span.line(),
          "the character U+%04X".formatted(e.getCodePoint()),
          "characters that YAML allows");
    } catch (YamlEngineException e) {
      throw new InvalidYaml(Span.BEGINNING, 1, "no YAML", "well-formed YAML");
    }
    return reader.root;
  }

  private void take(Event event) throws InvalidYaml {
    Span span = span(event.getStartMark(), event.getEndMark());
    switch (event.getEventId()) {
      case StreamStart, StreamEnd, DocumentEnd, Comment -> {}
      case DocumentStart -> {
        if (++documents > 1) {
          throw new InvalidYaml(span, span.line(), "a second document", "one document");
        }
      }
      case Scalar -> {
        ScalarEvent scalar = (ScalarEvent) event;
        int size = 1 + scalar.getValue().length() / TEXT_OF_A_NODE;
        count(span, size);
        refuseTag(span, scalar.getTag(), "str");
        boolean plain = scalar.isPlain() && scalar.getTag().isEmpty();
        add(new Scalar(scalar.getValue(), plain, span), anchor(scalar), size);
      }
      case Alias -> {
        String name = ((AliasEvent) event).getAlias().getValue();
        Sized target = anchors.get(name);
        if (target == null) {
          throw new InvalidYaml(
              span, span.line(), "an alias", "one whose anchor is complete above");
        }
        count(span, target.size());
        add(target.node(), null, target.size());
      }
      case SequenceStart -> open(false, (CollectionStartEvent) event, span);
      case MappingStart -> open(true, (CollectionStartEvent) event, span);
      case SequenceEnd, MappingEnd -> {
        Open ended = open.removeLast();
        add(ended.close(span), ended.anchor, nodes - ended.nodesBefore);
      }
    }
  }

  private void open(boolean mapping, CollectionStartEvent event, Span span) throws InvalidYaml {
    if (open.size() == MOST_LEVELS) {
      throw new InvalidYaml(
          span, span.line(), "a level too deep", "at most " + MOST_LEVELS + " levels");
    }
    int before = nodes;
    count(span, 1);
    refuseTag(span, event.getTag(), mapping ? "map" : "seq");
    open.addLast(new Open(mapping, span, anchor(event), before));
  }

  private void add(YamlNode node, @Nullable String anchor, int size) {
    if (anchor != null) {
      anchors.put(anchor, new Sized(node, size));
    }
    if (open.isEmpty()) {
      root = node;
    } else {
      open.getLast().items.add(node);
    }
  }

  private void count(Span span, int more) throws InvalidYaml {
    nodes += more;
    if (nodes > MOST_NODES) {
      throw new InvalidYaml(
          span,
          span.line(),
          "a document too large",
          "at most " + MOST_NODES + " values, aliases written out");
    }
  }

  private static void refuseTag(Span span, Optional<String> tag, String allowed)
      throws InvalidYaml {
    if (tag.isPresent()
        && !tag.get().equals("!")
        && !tag.get().equals("tag:yaml.org,2002:" + allowed)) {
      throw new InvalidYaml(span, span.line(), "a tag", "a value without a tag");
    }
  }

  private static @Nullable String anchor(NodeEvent event) {
    return event.getAnchor().map(Anchor::getValue).orElse(null);
  }

  static Span span(Optional<Mark> start, Optional<Mark> end) {
    return start
        .map(
            mark ->
                new Span(
                    mark.getLine() + 1,
                    mark.getColumn() + 1,
                    mark.getIndex(),
                    end.orElse(mark).getIndex()))
        .orElse(Span.BEGINNING);
  }
}
