package dev.weir.testkit.load;

import java.util.SplittableRandom;

/** Makes requests. Called by one thread. */
@FunctionalInterface
public interface Workload {
  /** The next request, decided by nothing but the random source and earlier calls. */
  Call next(SplittableRandom random);
}
