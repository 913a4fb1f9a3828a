package dev.weir.app.config.bind;

import dev.weir.gateway.settings.InvalidSettings;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What became of a text. */
public sealed interface Binding<T> {
  /** The settings that it holds. */
  record Bound<T>(T value, Places places) implements Binding<T> {
    /**
     * Gives mistakes that were found later, by those who use the settings, their places in the
     * file.
     */
    public Refused<T> refuse(InvalidSettings invalid) {
      Mistakes mistakes = new Mistakes();
      invalid.problems().forEach(problem -> places.report(mistakes, "", problem));
      return new Refused<>(places.sorted(mistakes), mistakes.more());
    }
  }

  /**
   * Everything that is wrong with it, in the order of the file.
   *
   * @param more how many further mistakes there are
   */
  record Refused<T>(List<Mistake> mistakes, int more) implements Binding<T> {}

  /** Most bytes of a file that is looked at. */
  int LARGEST = 1024 * 1024;

  /**
   * Binds YAML in UTF-8 to a record; nothing at all gives the defaults. Takes any bytes: what is
   * wrong with them is in the result.
   *
   * @throws IllegalArgumentException if the record has a component that no configuration can hold
   */
  static <T extends Record> Binding<T> of(Class<T> type, byte[] yaml, Surroundings surroundings) {
    Mistakes mistakes = new Mistakes();
    Lines lines = new Lines("");
    YamlNode root;
    try {
      String text = YamlText.decode(yaml);
      lines = new Lines(text);
      root = YamlReader.read(text);
    } catch (InvalidYaml e) {
      return unreadable(lines, e);
    }
    Discretion discretion = new Discretion(lines);
    if (root == null || (root instanceof YamlNode.Scalar scalar && scalar.isNothing())) {
      root = new YamlNode.Mapping(List.of(), YamlNode.Span.BEGINNING);
    }
    discretion.blotSuspects(root);
    Places places = new Places(lines, root.span());
    @Nullable Object value =
        new Binder(mistakes, places, discretion, surroundings).bind(RecordShape.of(type), root);
    return mistakes.isEmpty() && value != null
        ? new Bound<>(type.cast(value), places)
        : new Refused<>(places.sorted(mistakes), mistakes.more());
  }

  private static <T> Refused<T> unreadable(Lines lines, InvalidYaml e) {
    YamlNode.Span span = e.span();
    boolean open = Discretion.mayShow(lines, e.contextLine(), span.line());
    Lines.Excerpt excerpt = open ? lines.excerpt(span.line(), span.column()) : Lines.Excerpt.NONE;
    String value = open ? Shown.printable(e.value()) : "something unreadable near a secret";
    return new Refused<>(
        List.of(
            new Mistake(
                span.line(),
                span.column(),
                "",
                value,
                e.expected(),
                excerpt.text(),
                excerpt.caret())),
        0);
  }
}
