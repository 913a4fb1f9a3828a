package dev.weir.bench.process;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Which core the proxy under test has to itself and which ones load and upstream share, so that
 * neither steals from the other and no peer gets more than one core.
 *
 * @param proxy as {@code taskset -c} takes it
 * @param load as {@code taskset -c} takes it
 */
public record Cores(String proxy, String load) {

  /** The last core for the proxy, the others for load and upstream. */
  public static Cores of(int count) {
    if (count < 2) {
      throw new BenchFailure(
          "needs at least 2 cores (one for the proxy, one for load and upstream), has " + count);
    }
    String others =
        IntStream.range(0, count - 1).mapToObj(Integer::toString).collect(Collectors.joining(","));
    return new Cores(Integer.toString(count - 1), others);
  }

  public List<String> onProxyCore(List<String> command) {
    return pinned(proxy, command);
  }

  public List<String> onLoadCores(List<String> command) {
    return pinned(load, command);
  }

  private static List<String> pinned(String cores, List<String> command) {
    List<String> pinned = new ArrayList<>(List.of("taskset", "-c", cores));
    pinned.addAll(command);
    return pinned;
  }
}
