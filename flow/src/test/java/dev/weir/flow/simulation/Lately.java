package dev.weir.flow.simulation;

import dev.weir.flow.health.AnswerTimes;
import dev.weir.flow.health.CountWindow;
import dev.weir.flow.health.TimesWindow;
import java.util.ArrayDeque;
import java.util.Deque;

/** What one endpoint did of late, as one gateway has seen it. */
final class Lately {
  /**
   * Lends those that are needed: one that is empty is as good as a new one, and those of a hundred
   * thousand pairs of gateway and endpoint would take a gigabyte, and minutes to keep up to date.
   */
  static final class Pool {
    private final Deque<Lately> unused = new ArrayDeque<>();

    Lately take() {
      Lately used = unused.poll();
      return used != null ? used : new Lately();
    }

    void giveBack(Lately lately) {
      unused.push(lately);
    }
  }

  private final AnswerTimes answered = new AnswerTimes();
  private final TimesWindow times = new TimesWindow(Defaults.SLICES);
  private final TimesWindow latest = new TimesWindow(Defaults.LATEST_SLICES);
  private final CountWindow givenUps = new CountWindow(Defaults.SLICES);
  private final CountWindow latestGivenUps = new CountWindow(Defaults.LATEST_SLICES);
  private final CountWindow answers = new CountWindow(Defaults.SLICES);
  private final CountWindow failures = new CountWindow(Defaults.SLICES);
  private long givenUp;
  private long succeeded;
  private long failed;
  private boolean fresh;

  /** How one try went. */
  enum Outcome {
    SUCCEEDED,
    FAILED,
    NEITHER
  }

  /**
   * What one try has shown.
   *
   * @param answered after how long its answer came; -1 if none did
   * @param gaveUp whether an answer that could have been expected was not waited for any more
   */
  record Result(long answered, boolean gaveUp, Outcome outcome) {}

  void take(Result result) {
    if (result.answered >= 0) {
      answered.record(result.answered);
    }
    givenUp += result.gaveUp ? 1 : 0;
    switch (result.outcome) {
      case SUCCEEDED -> succeeded++;
      case FAILED -> failed++;
      case NEITHER -> {}
    }
    fresh = true;
  }

  void slide() {
    times.add(answered);
    latest.add(answered);
    times.slide();
    latest.slide();
    givenUps.slide(givenUp);
    latestGivenUps.slide(givenUp);
    answers.slide(succeeded);
    failures.slide(failed);
    fresh = false;
  }

  boolean isEmpty() {
    return !fresh
        && times.count() == 0
        && givenUps.sum() == 0
        && answers.sum() == 0
        && failures.sum() == 0;
  }

  TimesWindow times() {
    return times;
  }

  TimesWindow latest() {
    return latest;
  }

  int givenUps() {
    return (int) givenUps.sum();
  }

  int latestGivenUps() {
    return (int) latestGivenUps.sum();
  }

  long failures() {
    return failures.sum();
  }

  long answers() {
    return answers.sum();
  }

  long total() {
    return answers.sum() + failures.sum();
  }
}
