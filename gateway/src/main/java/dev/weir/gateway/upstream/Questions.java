package dev.weir.gateway.upstream;

import dev.weir.gateway.runtime.LoopContext;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;

/**
 * Questions of Weir's own to a cluster, put to one node after another, beside the river: on
 * connections of their own, with a deadline and a bounded answer.
 */
public final class Questions {
  /**
   * What came of a question.
   *
   * @param status the answer's; 0 if there was none
   * @param body as text; empty if there was none
   * @param problem why there is no answer of status 200; empty if there is one
   */
  public record Answer(int status, String body, String problem) {
    public boolean isGiven() {
      return status == 200;
    }
  }

  private final UpstreamCluster cluster;
  private final LoopContext context;
  private int turn;

  public Questions(UpstreamCluster cluster) {
    this.cluster = cluster;
    this.context = cluster.watchLoop();
  }

  /** Whether it is this very cluster that is asked. */
  @SuppressWarnings("ReferenceEquality") // One of the same name may have taken its place.
  public boolean areFor(UpstreamCluster other) {
    return cluster == other;
  }

  /** Whether a node is there that nothing speaks against. */
  public boolean canBeAsked(long now) {
    return cluster.isAnyWell(now);
  }

  /**
   * Asks. Never blocks.
   *
   * @param target path and query
   * @param done called once, on an event loop
   */
  public void ask(String target, Duration timeout, Consumer<Answer> done) {
    context.loop().execute(() -> askOnLoop(target, timeout, done));
  }

  private void askOnLoop(String target, Duration timeout, Consumer<Answer> done) {
    List<Endpoint> known = cluster.endpoints();
    List<Endpoint> up = known.stream().filter(Endpoint::isUp).toList();
    List<Endpoint> asked = up.isEmpty() ? known : up;
    if (asked.isEmpty()) {
      done.accept(new Answer(0, "", "no node is known"));
      return;
    }
    Endpoint endpoint = asked.get(Math.floorMod(turn++, asked.size()));
    SideRequest.get(
        cluster.connector(),
        endpoint,
        context,
        target,
        cluster.authorization(),
        timeout,
        result -> done.accept(answer(endpoint, result)));
  }

  private static Answer answer(Endpoint endpoint, SideRequest.Result result) {
    String problem =
        result.status() == 200
            ? ""
            : endpoint.name()
                + ": "
                + (result.status() > 0 ? "answered " + result.status() : result.problem());
    return new Answer(result.status(), result.body(), problem);
  }
}
