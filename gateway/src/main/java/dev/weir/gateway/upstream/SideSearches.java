package dev.weir.gateway.upstream;

import dev.weir.gateway.runtime.LoopContext;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Searches of Weir's own to a cluster, put to one node after another, beside the river: on
 * connections of their own, with a deadline and a bounded answer.
 */
public final class SideSearches {
  /** Requests under way on a node, beside which there is room for one more. */
  private static final int ACTIVE_WHEN_IDLE = 2;

  private final UpstreamCluster cluster;
  private final LoopContext context;
  private int turn;

  public SideSearches(UpstreamCluster cluster) {
    this.cluster = cluster;
    this.context = cluster.watchLoop();
  }

  /** Whether the cluster has little to do, and nothing speaks against it. */
  public boolean isIdle(long now) {
    if (!cluster.isAnyWell(now)) {
      return false;
    }
    int active = 0;
    int up = 0;
    for (Endpoint each : cluster.endpoints()) {
      active += each.active();
      up += each.isUp() ? 1 : 0;
    }
    return active <= ACTIVE_WHEN_IDLE * up;
  }

  /**
   * Asks. Never blocks.
   *
   * @param target path and query
   * @param authorization what the client has shown; null if nothing
   * @param done called once, on an event loop, with the status, 0 if there is no answer, and the
   *     body
   */
  public void ask(
      String target,
      String contentType,
      @Nullable String authorization,
      byte[] body,
      Duration timeout,
      BiConsumer<Integer, String> done) {
    context
        .loop()
        .execute(
            () -> {
              List<Endpoint> up = cluster.endpoints().stream().filter(Endpoint::isUp).toList();
              if (up.isEmpty()) {
                done.accept(0, "");
                return;
              }
              SideRequest.post(
                  cluster.connector(),
                  up.get(Math.floorMod(turn++, up.size())),
                  context,
                  target,
                  fields(contentType, authorization),
                  body,
                  timeout,
                  result -> done.accept(result.status(), result.body()));
            });
  }

  /** Header lines; the cluster's own credentials come before the client's. */
  private byte[] fields(String contentType, @Nullable String authorization) {
    ByteArrayOutputStream lines = new ByteArrayOutputStream();
    byte[] own = cluster.authorization();
    lines.writeBytes(own);
    if (own.length == 0 && authorization != null) {
      lines.writeBytes(line("Authorization", authorization));
    }
    lines.writeBytes(line("Content-Type", contentType));
    return lines.toByteArray();
  }

  private static byte[] line(String name, String value) {
    return (name + ": " + value + "\r\n").getBytes(StandardCharsets.ISO_8859_1);
  }
}
