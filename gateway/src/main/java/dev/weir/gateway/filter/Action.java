package dev.weir.gateway.filter;

import java.util.concurrent.CompletionStage;

/** What a filter decides about a request. */
public sealed interface Action {
  /** Goes on to the next filter, with whatever was changed. */
  record Pass() implements Action {
    private static final Pass INSTANCE = new Pass();
  }

  /** Answers here; nothing is sent to the cluster. */
  record Answer(Reply reply) implements Action {}

  /** Turns the request away, with the reason, in the shape that search clients parse. */
  record Refuse(Refusal refusal) implements Action {}

  /**
   * Decides later. The stage may complete on any thread; if it fails, the request passes on, and
   * the failure is counted.
   */
  record Await(CompletionStage<Action> decision) implements Action {}

  static Action pass() {
    return Pass.INSTANCE;
  }

  static Action answer(Reply reply) {
    return new Answer(reply);
  }

  static Action refuse(Refusal refusal) {
    return new Refuse(refusal);
  }

  static Action await(CompletionStage<Action> decision) {
    return new Await(decision);
  }
}
