package dev.weir.search.rule;

import org.jspecify.annotations.Nullable;

/** Bulks whose documents bring no ids. */
public record BulkWithoutIds() implements Rule {
  @Override
  public String id() {
    return "bulk-without-ids";
  }

  @Override
  public String description() {
    return "A document without an id gets another one each time it is sent: a bulk that is sent"
        + " again, because its answer was lost, leaves its documents twice.";
  }

  @Override
  public String trouble() {
    return "POST /bills/_bulk\n{\"index\":{}}\n{\"day\":\"2026-11-21\"}\n";
  }

  @Override
  public String cure() {
    return "POST /bills/_bulk\n{\"index\":{\"_id\":\"2026-11-21-1\"}}\n{\"day\":\"2026-11-21\"}\n";
  }

  @Override
  public @Nullable Finding check(Asked asked) {
    int measured = asked.bulk().withoutIds();
    return measured > 0
        ? found(measured + " of " + asked.bulk().items() + " items without an id", measured, 0)
        : null;
  }
}
