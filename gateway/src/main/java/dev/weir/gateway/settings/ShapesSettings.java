package dev.weir.gateway.settings;

/** What is kept of the shapes of searches. */
public record ShapesSettings(
    @Setting(
            value =
                "How many shapes each event loop keeps apart; those that have cost least of late"
                    + " make room for others. Takes a restart.",
            example = "2000")
        int most,
    @Setting(
            value =
                "What is kept of a search to show what its shape looks like: skeleton has ? in"
                    + " place of values, whole has the values, none keeps nothing.",
            example = "none")
        ShapeSample sample) {

  public ShapesSettings {
    new Checks().between(10, 100_000, "most", most).done();
  }

  public static ShapesSettings defaults() {
    return new ShapesSettings(1_000, ShapeSample.SKELETON);
  }
}
