package dev.weir.gateway.settings;

import org.jspecify.annotations.Nullable;

/** What is said by hand of one endpoint. */
public record EndpointSettings(
    @Setting(value = "Its address, as in nodes.", example = "10.0.0.1:9200") Address address,
    @Setting(
            value = "Its share of the requests beside the others', in percent of the usual one.",
            example = "200")
        int weight,
    @Setting(value = "The zone that it stands in.", example = "eu-west-1a") @Nullable String zone) {

  public EndpointSettings {
    new Checks()
        .between(1, 100_000, "weight", weight)
        .that(zone == null || !zone.isBlank(), "zone", zone, "a zone's name")
        .done();
  }
}
