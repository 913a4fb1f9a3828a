package dev.weir.gateway.soak;

import dev.weir.gateway.ExchangeObserver;
import dev.weir.gateway.filter.ExchangeEnd;
import dev.weir.gateway.filter.Outcome;
import dev.weir.gateway.filter.Request;
import dev.weir.gateway.testing.ScriptedUpstream;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.LongAdder;

/** What clients, nodes and the gateway saw, and what they should not have seen. */
final class Tally implements ExchangeObserver {
  private static final int HOPELESS = 20;

  private final Map<String, LongAdder> counts = new ConcurrentHashMap<>();
  private final List<String> violations = new CopyOnWriteArrayList<>();

  /** Exchanges whose end a client has seen: the gateway must have seen it, too. */
  private final Bits certain;

  private final Bits observed;
  private final Bits uploaded;

  Tally(int exchanges) {
    certain = new Bits(exchanges);
    observed = new Bits(exchanges);
    uploaded = new Bits(exchanges);
  }

  void count(String what) {
    add(what, 1);
  }

  private void add(String what, long many) {
    counts.computeIfAbsent(what, name -> new LongAdder()).add(many);
  }

  long counted(String what) {
    LongAdder count = counts.get(what);
    return count == null ? 0 : count.sum();
  }

  /** All counts whose names begin so, by the rest of their names. */
  Map<String, Long> all(String beginning) {
    Map<String, Long> found = new TreeMap<>();
    counts.forEach(
        (name, count) -> {
          if (name.startsWith(beginning)) {
            found.put(name.substring(beginning.length()), count.sum());
          }
        });
    return found;
  }

  void violation(String what) {
    if (violations.size() < HOPELESS) {
      violations.add(what);
    }
  }

  List<String> violations() {
    return List.copyOf(violations);
  }

  boolean isHopeless() {
    return violations.size() >= HOPELESS;
  }

  void sawEnd(Task task) {
    certain.add(task.order().number());
  }

  /** So many exchanges were begun that the gateway may not have been able to tell apart. */
  void mayMiss(int many) {
    add("missable", many);
  }

  /** A node has read the head of a request that must not be sent twice. */
  void uploadReached(Order order) {
    if (!uploaded.add(order.number())) {
      violation("an upload was sent twice: " + order);
    }
  }

  @Override
  public void onEnd(Request request, ExchangeEnd end) {
    if (request.target().equals(ScriptedUpstream.HEALTH_PATH)) {
      return;
    }
    add("attempts", end.attempts());
    count("outcome " + end.outcome());
    Order order = Order.of(request.target());
    if (order == null) {
      count("nameless");
      if (end.outcome() != Outcome.INVALID && end.outcome() != Outcome.CLIENT_GONE) {
        violation("a nameless exchange was " + end.outcome() + ": " + request.target());
      }
    } else if (!observed.add(order.number())) {
      violation("an exchange ended twice: " + order);
    }
  }

  int observed() {
    return observed.count();
  }

  /** Ends that clients have seen and the gateway has not told of. */
  int untold() {
    return observed.lacking(certain);
  }
}
