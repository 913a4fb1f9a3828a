package dev.weir.gateway.upstream;

import dev.weir.gateway.discovery.EndpointChange;
import dev.weir.gateway.discovery.Instance;
import dev.weir.gateway.discovery.Instance.Phase;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What was changed by hand, laid over what the source says. Not changed itself: a change makes
 * another.
 */
final class ChangesByHand {
  /** Endpoints that may be changed by hand, so that a script gone wild does not fill the memory. */
  static final int MOST = 10_000;

  static final ChangesByHand NONE = new ChangesByHand(Map.of());

  /** What was changed of one endpoint. */
  private record Change(
      @Nullable Instance added, boolean removed, @Nullable Integer weight, boolean drained) {
    static final Change NOTHING = new Change(null, false, null, false);

    @Nullable Instance over(@Nullable Instance said) {
      Instance under = added != null ? added : said;
      if (removed || under == null) {
        return null;
      }
      Instance weighed = weight != null ? under.withWeight(weight) : under;
      return drained ? weighed.withPhase(Phase.DRAINING) : weighed;
    }
  }

  private final Map<URI, Change> changes;

  private ChangesByHand(Map<URI, Change> changes) {
    this.changes = changes;
  }

  int count() {
    return changes.size();
  }

  /** These changes and further ones. */
  ChangesByHand and(List<EndpointChange> further) {
    Map<URI, Change> next = new LinkedHashMap<>(changes);
    for (EndpointChange change : further) {
      Change before = next.getOrDefault(change.endpoint(), Change.NOTHING);
      switch (change) {
        case EndpointChange.Add(Instance instance) ->
            next.put(change.endpoint(), new Change(instance, false, null, false));
        case EndpointChange.Remove(URI endpoint) ->
            next.put(endpoint, new Change(null, true, null, false));
        case EndpointChange.Weigh(URI endpoint, int weight) ->
            next.put(endpoint, new Change(before.added, before.removed, weight, before.drained));
        case EndpointChange.Drain(URI endpoint) ->
            next.put(endpoint, new Change(before.added, before.removed, before.weight, true));
        case EndpointChange.Restore(URI endpoint) -> next.remove(endpoint);
      }
    }
    return new ChangesByHand(Map.copyOf(next));
  }

  /** What is left of a list under these changes, and what they add to it. */
  Map<URI, Instance> over(Map<URI, Instance> list) {
    Map<URI, Instance> result = new LinkedHashMap<>(list);
    changes.forEach(
        (uri, change) -> {
          Instance instance = change.over(list.get(uri));
          if (instance == null) {
            result.remove(uri);
          } else {
            result.put(uri, instance);
          }
        });
    return result;
  }
}
