package dev.weir.gateway.budget;

import dev.weir.flow.lease.Ask;
import dev.weir.gateway.fleet.BudgetStore.Take;
import dev.weir.gateway.fleet.BudgetStore.Taken;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One call to the store: a beat, or takes for several leases. Sent by the fleet's thread; its end
 * comes on any, and is seen by the fleet's thread when it looks.
 */
final class Call {
  /** How it has ended. */
  sealed interface End permits Answered, Failed {}

  /**
   * The store has answered.
   *
   * @param gateways how many it knows, if that was asked; else 0
   */
  record Answered(long at, int gateways) implements End {}

  record Failed(String cause) implements End {}

  private record Asked(FleetLease lease, Ask ask) {}

  private final long sentAt;
  private final List<Asked> asked = new ArrayList<>();
  private final List<Take> takes = new ArrayList<>();
  private volatile @Nullable End end;

  Call(long sentAt) {
    this.sentAt = sentAt;
  }

  void add(FleetLease lease, Ask ask) {
    asked.add(new Asked(lease, ask));
    takes.add(lease.take(ask));
  }

  int size() {
    return takes.size();
  }

  List<Take> takes() {
    return List.copyOf(takes);
  }

  long sentAt() {
    return sentAt;
  }

  /** Null while it is open. */
  @Nullable End end() {
    return end;
  }

  /** The store has given permits, in the order of the takes. */
  void taken(List<Taken> all, long now) {
    for (int i = 0; i < asked.size(); i++) {
      asked.get(i).lease.taken(asked.get(i).ask, all.get(i), now);
    }
    end = new Answered(now, 0);
  }

  /** The store has heard a beat. */
  void beaten(int gateways, long now) {
    end = new Answered(now, gateways);
  }

  void failed(Throwable why, long now) {
    Throwable cause = why;
    while (cause.getCause() != null) {
      cause = cause.getCause();
    }
    for (Asked each : asked) {
      each.lease.lease().failed(each.ask, now);
    }
    end = new Failed(cause.getClass().getSimpleName() + ": " + cause.getMessage());
  }
}
