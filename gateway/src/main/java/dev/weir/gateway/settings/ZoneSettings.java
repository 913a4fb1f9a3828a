package dev.weir.gateway.settings;

import org.jspecify.annotations.Nullable;

/** The zone that requests should not leave without need. */
public record ZoneSettings(
    @Setting(
            value = "Zone that Weir runs in. Without it, no zone is preferred.",
            example = "eu-west-1a")
        @Nullable String name,
    @Setting(
            value =
                "Percentage of the zone's endpoints that can bear all of its requests. While fewer"
                    + " are well, as many requests as they cannot bear go to other zones.",
            example = "50")
        int enough,
    @Setting(
            value = "Endpoints of the zone that must be well for any request to stay in it.",
            example = "2")
        int least) {

  public ZoneSettings {
    new Checks()
        .that(name == null || !name.isBlank(), "name", name, "a zone's name")
        .between(1, 100, "enough", enough)
        .atLeast(1, "least", least)
        .done();
  }

  public static ZoneSettings defaults() {
    return new ZoneSettings(null, 70, 1);
  }
}
