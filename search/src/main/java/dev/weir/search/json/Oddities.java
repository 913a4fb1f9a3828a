package dev.weir.search.json;

import java.util.EnumSet;
import java.util.Set;

/** The oddities of one body. Used by one thread. */
public final class Oddities {
  private final Set<Oddity> seen = EnumSet.noneOf(Oddity.class);

  public void clear() {
    seen.clear();
  }

  public void add(Oddity oddity) {
    seen.add(oddity);
  }

  public boolean has(Oddity oddity) {
    return seen.contains(oddity);
  }

  public boolean isEmpty() {
    return seen.isEmpty();
  }

  /** Whether there may be something in the body that was not read. */
  public boolean isBlinding() {
    if (!seen.isEmpty()) {
      for (Oddity each : seen) {
        if (each.isBlinding()) {
          return true;
        }
      }
    }
    return false;
  }

  /** A copy. */
  public Set<Oddity> toSet() {
    return seen.isEmpty() ? Set.of() : EnumSet.copyOf(seen);
  }

  @Override
  public String toString() {
    return seen.toString();
  }
}
