package dev.weir.gateway.upstream;

import dev.weir.gateway.runtime.LoopContext;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * How busy the nodes of a cluster are, as one of them tells, another each time: asked beside the
 * river, never more than once at a time, within the time of a health check, and the more seldom the
 * longer it takes, so that it is at most a tenth of one request's work. Values may be read from any
 * thread.
 */
public final class NodeLoad implements AutoCloseable {
  private static final String PATH =
      "/_nodes/data:true/stats/os,jvm?timeout=1s"
          + "&filter_path=nodes.*.os.cpu.percent,nodes.*.jvm.mem.heap_used_percent";

  private static final long INTERVAL_NANOS = TimeUnit.SECONDS.toNanos(2);

  /** Between two times of asking, as many times what the last one took. */
  private static final int PAUSE = 10;

  /** After so many times of asking in vain, what was said last is no longer so. */
  private static final int STALE_AFTER = 3;

  /** What was said last, and how long it counts. */
  private record Said(NodeStats stats, long until) {}

  private final UpstreamCluster cluster;
  private final LoopContext context;
  private volatile @Nullable Said said;
  private volatile @Nullable String problem;
  private volatile boolean closed;
  private int turn;

  private NodeLoad(UpstreamCluster cluster) {
    this.cluster = cluster;
    this.context = cluster.watchLoop();
  }

  /** Begins to ask. */
  public static NodeLoad start(UpstreamCluster cluster) {
    NodeLoad load = new NodeLoad(cluster);
    load.context.loop().execute(load::ask);
    return load;
  }

  /** Whether it is this very cluster that is asked. */
  @SuppressWarnings("ReferenceEquality") // One of the same name may have taken its place.
  public boolean isOf(UpstreamCluster other) {
    return cluster == other;
  }

  /** How busy the processors are on average; {@link Double#NaN} if that is not known. */
  public double cpuPercent(long now) {
    Said last = said;
    return last == null || now - last.until > 0 ? Double.NaN : last.stats.cpuPercent();
  }

  /** How full the heaps are on average; as above. */
  public double heapPercent(long now) {
    Said last = said;
    return last == null || now - last.until > 0 ? Double.NaN : last.stats.heapPercent();
  }

  /** Why nothing was learned the last time; null if something was. */
  public @Nullable String problem() {
    return problem;
  }

  private void ask() {
    if (closed) {
      return;
    }
    List<Endpoint> known = cluster.endpoints();
    List<Endpoint> up = known.stream().filter(Endpoint::isUp).toList();
    List<Endpoint> asked = up.isEmpty() ? known : up;
    long began = System.nanoTime();
    if (asked.isEmpty()) {
      problem = "no node is known";
      askAgain(began);
      return;
    }
    Endpoint endpoint = asked.get(Math.floorMod(turn++, asked.size()));
    SideRequest.get(
        cluster.connector(),
        endpoint,
        context,
        PATH,
        cluster.authorization(),
        cluster.settings().health().timeout(),
        result -> {
          long pause = askAgain(began);
          take(endpoint, result, System.nanoTime() + STALE_AFTER * pause);
        });
  }

  /** Tells after how long it asks again. */
  private long askAgain(long began) {
    long pause = Math.max(INTERVAL_NANOS, PAUSE * (System.nanoTime() - began));
    if (!closed && !context.loop().isShuttingDown()) {
      context.loop().schedule(this::ask, pause, TimeUnit.NANOSECONDS);
    }
    return pause;
  }

  private void take(Endpoint endpoint, SideRequest.Result result, long until) {
    if (result.status() != 200) {
      String what = result.status() > 0 ? "answered " + result.status() : result.problem();
      problem = endpoint.name() + ": " + what;
      return;
    }
    try {
      said = new Said(NodeStats.read(result.body()), until);
      problem = null;
    } catch (IOException e) {
      problem = endpoint.name() + ": no JSON that tells of nodes";
    }
  }

  @Override
  public void close() {
    closed = true;
  }
}
