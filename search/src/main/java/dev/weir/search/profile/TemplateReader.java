package dev.weir.search.profile;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.weir.search.json.Bounds;
import dev.weir.search.json.Hashing;
import dev.weir.search.json.JsonScanner;
import dev.weir.search.json.JsonSink;
import dev.weir.search.json.Oddities;
import dev.weir.search.json.Oddity;
import dev.weir.search.profile.TemplateParameters.Kind;
import org.jspecify.annotations.Nullable;

/** Keeps a template that is a text, and its parameters, until the body that holds them ends. */
final class TemplateReader {
  private static final byte[] TRUE = {'t', 'r', 'u', 'e'};
  private static final byte[] FALSE = {'f', 'a', 'l', 's', 'e'};

  private final SearchProfile profile;
  private final Bounds bounds;
  private final TemplateText text = new TemplateText();
  private final Oddities oddities = new Oddities();
  private @Nullable JsonScanner scanner;
  private long print;
  private boolean whole;

  TemplateReader(SearchProfile profile, Bounds bounds) {
    this.profile = profile;
    this.bounds = bounds;
  }

  void begin() {
    text.begin();
    print = 0;
    whole = true;
  }

  /** The template; if there are two, the last is read, and not all is known. */
  void text(byte[] bytes, int from, int to, boolean wholeText) {
    whole &= wholeText && !text.isPresent();
    text.template(bytes, from, to);
    print = Hashing.of(bytes, from, to);
  }

  boolean isPresent() {
    return text.isPresent();
  }

  /** Of the template, whatever its parameters. */
  long print() {
    return print;
  }

  void parameter(byte[] bytes, int from, int to) {
    text.parameters.name(bytes, from, to);
  }

  void value(byte[] bytes, int from, int to) {
    text.parameters.value(Kind.TEXT, bytes, from, to);
  }

  void value(long number) {
    byte[] digits = Long.toString(number).getBytes(US_ASCII);
    text.parameters.value(number == 0 ? Kind.NO : Kind.WORD, digits, 0, digits.length);
  }

  void value(boolean word) {
    byte[] bytes = word ? TRUE : FALSE;
    text.parameters.value(word ? Kind.WORD : Kind.NO, bytes, 0, bytes.length);
  }

  /** Tells what the template makes of its parameters. */
  void feed(JsonSink sink) {
    text.make();
    JsonScanner reading = scanner;
    if (reading == null) {
      reading = new JsonScanner(sink, bounds, oddities);
      scanner = reading;
    }
    reading.begin();
    reading.feed(text.result(), 0, text.length());
    reading.end();
    for (Oddity each : oddities.toSet()) {
      if (!each.isBlinding()) {
        profile.oddities.add(each);
      }
    }
  }

  /** Whether what was told is what the engine reads. */
  boolean isRead() {
    return whole && text.isExact() && !oddities.isBlinding();
  }
}
