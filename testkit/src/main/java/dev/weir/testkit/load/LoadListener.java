package dev.weir.testkit.load;

import java.net.URI;

/** Hears of every request of a load when it is over; on several threads, so be quick. */
@FunctionalInterface
public interface LoadListener {
  void onEnd(Ended ended);

  /** Hears nothing. */
  static LoadListener none() {
    return ended -> {};
  }

  /**
   * A request that is over.
   *
   * @param target where it was sent
   * @param due when it was due to be sent, of {@link System#nanoTime}
   * @param over when it was over, of the same clock
   * @param verdict empty if it went well, else the kind of failure in a few words
   * @param status of the answer; 0 without one
   * @param answer its body, byte for character; without an answer, why there is none
   */
  record Ended(
      Call call, URI target, long due, long over, String verdict, int status, String answer) {
    public boolean succeeded() {
      return verdict.equals(Verdict.SUCCESS);
    }

    /** From the moment at which it was due. */
    public long nanos() {
      return over - due;
    }
  }
}
