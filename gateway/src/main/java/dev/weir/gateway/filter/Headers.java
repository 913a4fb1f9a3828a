package dev.weir.gateway.filter;

import java.util.List;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Header fields in the order they came. Names are compared without regard to case and kept as they
 * were written; values are ISO-8859-1, as HTTP/1.1 has them. Values are made only when asked for.
 *
 * <p>Fields of the message's framing ({@code Content-Length}, {@code Transfer-Encoding}, {@code
 * Connection}) belong to Weir: they can be read, and changing them throws {@link
 * IllegalArgumentException}, as does a name or value that HTTP does not allow.
 */
public interface Headers {
  /** The first value of a field, without surrounding white space; null if there is none. */
  @Nullable String get(String name);

  /** All values of a field, in order. */
  List<String> all(String name);

  /** Visits every field in order. */
  void forEach(BiConsumer<String, String> visitor);

  /** Replaces all fields of that name by one. */
  void set(String name, String value);

  /** Adds a field after the others. */
  void add(String name, String value);

  /** Removes all fields of that name. */
  void remove(String name);
}
