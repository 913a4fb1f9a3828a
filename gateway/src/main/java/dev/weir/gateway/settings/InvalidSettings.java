package dev.weir.gateway.settings;

import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Thrown by a settings record's constructor: everything that is wrong with it, at once. */
public final class InvalidSettings extends IllegalArgumentException {
  private static final long serialVersionUID = 1;

  /**
   * One mistake.
   *
   * @param key path below the record that threw, in configuration spelling: {@code max-connections}
   *     or {@code routes[2].cluster}
   * @param value what was given; null where a value is missing
   * @param expected what would have been right, as in "a duration above 0"
   */
  public record Problem(String key, @Nullable Object value, String expected) {}

  private final transient List<Problem> problems;

  public InvalidSettings(List<Problem> problems) {
    super(
        problems.stream()
            .map(p -> p.key() + ": " + p.value() + " (expected: " + p.expected() + ")")
            .collect(Collectors.joining("; ")));
    this.problems = List.copyOf(problems);
  }

  public List<Problem> problems() {
    return problems;
  }
}
