package dev.weir.flow.simulation;

import dev.weir.flow.balance.Balancer;
import dev.weir.flow.balance.Candidates;
import dev.weir.flow.balance.LoadReport;
import dev.weir.flow.balance.RoundRobin;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * What the gateway is compared with: one endpoint after the other, whatever their health; a second
 * for each try, and three tries at once, without a budget.
 */
final class PlainGateway implements Gateway {
  private static final int TRIES = 3;
  private static final long EACH = VirtualTime.seconds(1);

  /** Endpoints that a request has not been sent to yet. */
  private static final class Untried implements Candidates {
    private final int size;
    private List<Integer> tried = List.of();

    private Untried(int size) {
      this.size = size;
    }

    @Override
    public int size() {
      return size;
    }

    @Override
    public boolean isEligible(int endpoint) {
      return !tried.contains(endpoint);
    }

    @Override
    public int active(int endpoint) {
      return 0;
    }

    @Override
    public int connections(int endpoint) {
      return 0;
    }

    @Override
    public int weight(int endpoint) {
      return USUAL_WEIGHT;
    }

    @Override
    public double latencyNanos(int endpoint) {
      return 0;
    }

    @Override
    public double load(int endpoint) {
      return LoadReport.UNKNOWN;
    }

    @Override
    public long identity(int endpoint) {
      return endpoint;
    }
  }

  private final List<ModelledEndpoint> nodes;
  private final VirtualTime time;
  private final Report report;
  private final Untried untried;
  private final RoundRobin balancer;

  PlainGateway(
      List<ModelledEndpoint> nodes, VirtualTime time, Report report, SplittableRandom random) {
    this.nodes = nodes;
    this.time = time;
    this.report = report;
    this.untried = new Untried(nodes.size());
    this.balancer = new RoundRobin(random);
  }

  @Override
  public void take() {
    new Request(time.now()).attempt();
  }

  private final class Request {
    private final long arrived;
    private final List<Integer> tried = new ArrayList<>(TRIES);

    private Request(long arrived) {
      this.arrived = arrived;
    }

    private void attempt() {
      long now = time.now();
      untried.tried = tried;
      int chosen = tried.size() == TRIES ? Balancer.NONE : balancer.choose(untried, 0);
      if (chosen == Balancer.NONE) {
        report.finished(arrived, now, false);
        return;
      }
      if (!tried.isEmpty()) {
        report.extra(now);
      }
      tried.add(chosen);
      Reply reply = nodes.get(chosen).take(now);
      if (reply.at() - now > EACH) {
        time.after(EACH, this::attempt);
      } else if (reply.kind() == Reply.Kind.ANSWERED) {
        time.at(reply.at(), () -> report.finished(arrived, time.now(), true));
      } else {
        time.at(reply.at(), this::attempt);
      }
    }
  }
}
