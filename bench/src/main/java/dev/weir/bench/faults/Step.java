package dev.weir.bench.faults;

import java.time.Duration;

/** One thing that happens to the cluster under load. Lengths are those of real time. */
public sealed interface Step {
  /** In a few words; what is counted while it lasts goes by this name. */
  String label();

  /** Nothing happens. */
  record Calm(Duration length) implements Step {
    static final String LABEL = "calm";

    @Override
    public String label() {
      return LABEL;
    }
  }

  /** {@code kill -9}, and started again after a while. */
  record Kill(Victim victim, Duration down) implements Step {
    @Override
    public String label() {
      return victim.label() + " killed";
    }
  }

  /** {@code SIGSTOP}, and after a while {@code SIGCONT}. */
  record Freeze(Victim victim, Duration length) implements Step {
    @Override
    public String label() {
      return victim.label() + " frozen";
    }
  }

  /** Stopped and let run, again and again. */
  record Stutter(Victim victim, Duration length, Duration stopped, Duration running)
      implements Step {
    @Override
    public String label() {
      return victim.label() + " stutters";
    }
  }

  /** Asked to close, and started again at once. */
  record Restart(Victim victim) implements Step {
    @Override
    public String label() {
      return victim.label() + " restarted";
    }
  }

  /** Whom it happens to. */
  enum Victim {
    /** A node that holds shards and is not the elected manager; each time another. */
    DATA_NODE("data node"),
    /** The elected cluster manager, which holds shards too. */
    MANAGER("manager");

    private final String label;

    Victim(String label) {
      this.label = label;
    }

    String label() {
      return label;
    }
  }
}
