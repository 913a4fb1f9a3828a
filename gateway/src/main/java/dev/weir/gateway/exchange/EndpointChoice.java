package dev.weir.gateway.exchange;

import dev.weir.flow.balance.Purpose;
import dev.weir.gateway.runtime.LoopContext;
import dev.weir.gateway.upstream.ClusterShare;
import dev.weir.gateway.upstream.ClusterView;
import dev.weir.gateway.upstream.Endpoint;
import dev.weir.gateway.upstream.UpstreamCluster;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where a request can still be sent: its cluster, what it wants of a node, and which nodes it has
 * been tried at. Used by one event loop.
 */
final class EndpointChoice {
  private final List<Endpoint> tried = new ArrayList<>(4);
  private @Nullable UpstreamCluster cluster;
  private @Nullable ClusterView view;
  private Purpose purpose = Purpose.ANY;
  private @Nullable ClusterShare share;
  private long key;

  /** Begins with another exchange. */
  void begin() {
    tried.clear();
    cluster = null;
    view = null;
    share = null;
  }

  /** Sets out for a cluster, none of whose nodes has been tried. */
  void at(UpstreamCluster to, Exchange exchange, LoopContext context) {
    tried.clear();
    cluster = to;
    view = to.view(context);
    purpose = Bearing.purpose(exchange.operation());
    share = exchange.share();
    key = exchange.key(to.settings().balance());
  }

  UpstreamCluster cluster() {
    if (cluster == null) {
      throw new IllegalStateException("not under way");
    }
    return cluster;
  }

  ClusterView view() {
    if (view == null) {
      throw new IllegalStateException("not under way");
    }
    return view;
  }

  /** Which nodes' copies the request had better use; null if any. */
  @Nullable String preference(long now) {
    return view().preference(share, now);
  }

  /** What the request has of the cluster; null if that is all. */
  @Nullable ClusterShare share() {
    return share;
  }

  /** A node that it has not been tried at; null if there is none. */
  @Nullable Endpoint next(long now) {
    return view().choose(tried, purpose, key, share, now);
  }

  /** It has been tried at a node. */
  void tried(Endpoint endpoint) {
    tried.add(endpoint);
  }

  /** Every node may be tried again. */
  void forget() {
    tried.clear();
  }

  /** Whether there is a node that is well, that it has not been tried at, and that is not this. */
  boolean hasOtherThan(Endpoint endpoint, long now) {
    return view().hasOtherThan(tried, endpoint, share, now);
  }
}
