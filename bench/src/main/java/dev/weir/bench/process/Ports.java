package dev.weir.bench.process;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;

/**
 * Free ports on loopback, below the range that the kernel takes clients' ports from: a port found
 * here is not lost to one of the run's own connections before its server binds it.
 */
public final class Ports {
  private static final int FIRST = 20_000;
  private static final int COUNT = 12_000;

  private final Random random;
  private final Set<Integer> given = new HashSet<>();

  public Ports(Random random) {
    this.random = random;
  }

  /** A port that nothing listens on and that was not given before. */
  public synchronized int next() {
    for (int attempt = 0; attempt < 1_000; attempt++) {
      int port = FIRST + random.nextInt(COUNT);
      if (given.add(port) && isFree(port)) {
        return port;
      }
    }
    throw new BenchFailure("no free port on loopback from " + FIRST + " on");
  }

  private static boolean isFree(int port) {
    try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
      return socket.isBound();
    } catch (IOException e) {
      return false;
    }
  }
}
