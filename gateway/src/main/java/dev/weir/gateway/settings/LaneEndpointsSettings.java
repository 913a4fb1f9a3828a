package dev.weir.gateway.settings;

import java.util.List;

/** Which endpoints of its cluster a lane has. */
public record LaneEndpointsSettings(
    @Setting(
            value =
                "Those with one of these roles, as the engine or the source of endpoints names"
                    + " them; coordinating_only is a node without a role.",
            example = "[coordinating_only]")
        List<String> roles,
    @Setting(value = "These, by host and port.", example = "[10.0.0.4:9200]") List<String> named,
    @Setting(
            value = "Requests of other lanes, or of none, go there only if no other node is up.",
            example = "true")
        boolean reserved,
    @Setting(
            value =
                "What its requests do when none of them is up: use the others of the cluster, or"
                    + " refuse.",
            example = "refuse")
        WhenNoneIsUp whenNoneIsUp,
    @Setting(
            value =
                "Which copies of shards its searches are worked on: any, or own, which are those on"
                    + " these nodes. With own and reserved, searches of other lanes keep to the"
                    + " other nodes. While a node of the cluster is out, those that live. Takes the"
                    + " cluster's prefer-live-nodes.",
            example = "own")
        Copies copies) {

  /** Which copies of shards searches are worked on. */
  public enum Copies {
    ANY,
    OWN
  }

  /** What a lane's requests do when none of its endpoints is up. */
  public enum WhenNoneIsUp {
    USE_OTHERS,
    REFUSE
  }

  public LaneEndpointsSettings {
    roles = List.copyOf(roles);
    named = List.copyOf(named);
    Checks checks =
        new Checks()
            .that(
                !roles.isEmpty() || !named.isEmpty(),
                "roles",
                roles,
                "at least one role, or one that is named");
    for (int i = 0; i < named.size(); i++) {
      String address = named.get(i);
      checks.that(address.matches("[^\\s/]+:\\d{1,5}"), "named[" + i + "]", address, "HOST:PORT");
    }
    checks.done();
  }

  public static LaneEndpointsSettings defaults() {
    return new LaneEndpointsSettings(
        List.of("coordinating_only"), List.of(), false, WhenNoneIsUp.USE_OTHERS, Copies.ANY);
  }
}
