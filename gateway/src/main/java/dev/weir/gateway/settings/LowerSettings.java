package dev.weir.gateway.settings;

import org.jspecify.annotations.Nullable;

/** A limit or a lane that lets less pass while a switch is on. */
public record LowerSettings(
    @Setting(value = "Name of the limit.", example = "per-tenant", required = true)
        @Nullable String limit,
    @Setting(value = "Name of the lane.", example = "writers") @Nullable String lane,
    @Setting(value = "How much of its bound is left, in percent.", example = "30") int percent) {

  public LowerSettings {
    new Checks()
        .that((limit == null) != (lane == null), "limit", limit, "either a limit or a lane")
        .between(1, 99, "percent", percent)
        .done();
  }

  public static LowerSettings defaults() {
    return new LowerSettings("limit", null, 50);
  }
}
