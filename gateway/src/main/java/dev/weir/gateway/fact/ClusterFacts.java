package dev.weir.gateway.fact;

import dev.weir.gateway.settings.FactSettings;
import dev.weir.gateway.status.FactStatus;
import dev.weir.gateway.upstream.Questions;
import dev.weir.gateway.upstream.UpstreamCluster;
import dev.weir.search.fact.Facts;
import dev.weir.search.fact.Snapshot;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * Gathers facts about the indices of a cluster: one question at a time, the more seldom the longer
 * they take, none while nobody asks or the cluster is unwell. What is known may be read from any
 * thread; all else runs on the control thread.
 */
final class ClusterFacts implements AutoCloseable {
  private static final Duration TIMEOUT = Duration.ofSeconds(5);
  private static final long LOOK_MILLIS = 250;

  /** Between two questions, as many times what the last one took. */
  private static final int PAUSE = 10;

  private static final long AFTER_FAILURE = TimeUnit.SECONDS.toNanos(5);

  private final String name;
  private final FactSettings settings;
  private final Questions questions;
  private final ScheduledExecutorService control;
  private final Knowledge knowledge = new Knowledge();
  private final Demand demand;
  private final Inquiries inquiries;
  private final ScheduledFuture<?> looks;
  private volatile Facts facts = new Facts(Snapshot.NONE);
  private volatile @Nullable String problem;
  private final LongAdder answered = new LongAdder();
  private final LongAdder failed = new LongAdder();
  private boolean underway;
  private boolean wanted;
  private long notBefore;

  private ClusterFacts(
      UpstreamCluster cluster, FactSettings settings, ScheduledExecutorService control) {
    this.name = cluster.name();
    this.settings = settings;
    this.questions = new Questions(cluster);
    this.control = control;
    this.demand = new Demand(20 * settings.every().toNanos());
    this.inquiries = new Inquiries(settings, knowledge, demand);
    this.notBefore = System.nanoTime();
    this.looks =
        control.scheduleWithFixedDelay(this::look, LOOK_MILLIS, LOOK_MILLIS, TimeUnit.MILLISECONDS);
  }

  static ClusterFacts start(
      UpstreamCluster cluster, FactSettings settings, ScheduledExecutorService control) {
    return new ClusterFacts(cluster, settings, control);
  }

  boolean isFor(UpstreamCluster cluster, FactSettings wantedSettings) {
    return questions.areFor(cluster) && settings.equals(wantedSettings);
  }

  /** What is known now. */
  Facts facts() {
    return facts;
  }

  private void look() {
    long now = System.nanoTime();
    demand.take(facts, now);
    wanted |= demand.takeAsked();
    if (underway || !wanted || now - notBefore < 0 || !questions.canBeAsked(now)) {
      return;
    }
    Inquiry inquiry = inquiries.next(now);
    if (inquiry == null) {
      // Until somebody asks again.
      wanted = false;
      return;
    }
    underway = true;
    questions.ask(
        inquiry.target(),
        TIMEOUT,
        answer -> {
          if (!control.isShutdown()) {
            control.execute(() -> take(inquiry, answer, now));
          }
        });
  }

  private void take(Inquiry inquiry, Questions.Answer answer, long began) {
    underway = false;
    long now = System.nanoTime();
    notBefore = now + Math.min(PAUSE * (now - began), settings.every().toNanos());
    String why = answer.problem();
    if (answer.isGiven()) {
      try {
        inquiry.take(answer.body(), now);
        answered.increment();
        problem = null;
        demand.take(facts, now);
        facts = new Facts(knowledge.snapshot());
        return;
      } catch (IOException e) {
        why = "an answer that cannot be read: " + e.getMessage();
      }
    }
    inquiry.fail(now);
    failed.increment();
    problem = inquiry.target().split("\\?", 2)[0] + ": " + why;
    notBefore = Math.max(notBefore, now + (answer.status() == 404 ? 0 : AFTER_FAILURE));
  }

  FactStatus status() {
    Snapshot known = facts.snapshot();
    return new FactStatus(
        name,
        known.names().size(),
        known.mappings().size(),
        known.cardinalities().size(),
        answered.sum(),
        failed.sum(),
        problem);
  }

  @Override
  public void close() {
    looks.cancel(false);
  }
}
