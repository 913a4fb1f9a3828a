package dev.weir.gateway.testing;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The head of a message. Bytes are characters of ISO-8859-1, so nothing is lost.
 *
 * @param startLine request line or status line
 * @param fields in order, names as written
 * @param raw every byte, the empty line included
 */
public record Head(String startLine, List<Field> fields, String raw) {
  private static final Set<String> FRAMING =
      Set.of("host", "connection", "content-length", "transfer-encoding");

  public Head {
    fields = List.copyOf(fields);
  }

  public String method() {
    return startLine.substring(0, startLine.indexOf(' '));
  }

  public String target() {
    return startLine.substring(startLine.indexOf(' ') + 1, startLine.lastIndexOf(' '));
  }

  public String version() {
    return startLine.startsWith("HTTP/")
        ? startLine.substring(0, startLine.indexOf(' '))
        : startLine.substring(startLine.lastIndexOf(' ') + 1);
  }

  public int status() {
    return Integer.parseInt(startLine, 9, 12, 10);
  }

  public String reason() {
    return startLine.length() > 13 ? startLine.substring(13) : "";
  }

  public @Nullable String first(String name) {
    List<String> all = all(name);
    return all.isEmpty() ? null : all.getFirst();
  }

  public List<String> all(String name) {
    return fields.stream()
        .filter(field -> field.name().equalsIgnoreCase(name))
        .map(Field::value)
        .toList();
  }

  /** Whether a field that is a list of tokens holds one. */
  public boolean holds(String name, String token) {
    return all(name).stream()
        .flatMap(value -> List.of(value.split(",", -1)).stream())
        .anyMatch(item -> item.strip().equalsIgnoreCase(token));
  }

  /** The fields that belong to the sender, not to the connection, in order. */
  public List<Field> endToEnd() {
    return fields.stream()
        .filter(field -> !FRAMING.contains(field.name().toLowerCase(Locale.ROOT)))
        .toList();
  }

  public boolean chunked() {
    return holds("Transfer-Encoding", "chunked");
  }
}
