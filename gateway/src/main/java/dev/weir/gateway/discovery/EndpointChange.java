package dev.weir.gateway.discovery;

import java.net.URI;

/** A change of a cluster's endpoints by hand. */
public sealed interface EndpointChange {
  /** Whose change it is; spelled as in {@link Instance#uri}. */
  URI endpoint();

  /** Takes an endpoint in that its source does not name, or says otherwise what is known of one. */
  record Add(Instance instance) implements EndpointChange {
    @Override
    public URI endpoint() {
      return instance.uri();
    }
  }

  /** Takes an endpoint out, whatever its source says. What it has begun ends. */
  record Remove(URI endpoint) implements EndpointChange {}

  /** Gives an endpoint another weight, whatever its source says. */
  record Weigh(URI endpoint, int weight) implements EndpointChange {
    public Weigh {
      if (weight < Instance.LEAST_WEIGHT || weight > Instance.MOST_WEIGHT) {
        throw new IllegalArgumentException(
            "weight: %d (expected: between %d and %d)"
                .formatted(weight, Instance.LEAST_WEIGHT, Instance.MOST_WEIGHT));
      }
    }
  }

  /** Lets nothing new go to an endpoint, which stays a member. */
  record Drain(URI endpoint) implements EndpointChange {}

  /** Forgets what was changed by hand: the source is heard again. */
  record Restore(URI endpoint) implements EndpointChange {}
}
