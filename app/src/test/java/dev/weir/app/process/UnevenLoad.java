package dev.weir.app.process;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/**
 * Requests to several gateways, to each at a rate that can be changed at any time. A connection
 * that falls behind does not make up for it.
 */
final class UnevenLoad implements AutoCloseable {
  private static final int CONNECTIONS = 16;
  private static final int PATIENCE_MILLIS = 10_000;
  private static final long MOST_BEHIND = TimeUnit.MILLISECONDS.toNanos(20);

  private final List<InetSocketAddress> gateways;
  private final byte[] request;
  private final boolean inStep;
  private final long began = System.nanoTime();
  private volatile double[] perSecond;
  private volatile boolean ended;
  private final List<Thread> threads = new ArrayList<>();
  private final Queue<Integer> statuses = new ConcurrentLinkedQueue<>();
  private final Queue<String> failures = new ConcurrentLinkedQueue<>();
  private final AtomicLong longest = new AtomicLong();

  private UnevenLoad(
      List<InetSocketAddress> gateways, String path, boolean inStep, double[] perSecond) {
    this.inStep = inStep;
    this.gateways = gateways;
    this.perSecond = perSecond;
    this.request = HttpLines.get(path, path.substring(1));
  }

  /** Begins; its path also says who asks. */
  static UnevenLoad start(List<InetSocketAddress> gateways, String path, double... perSecond) {
    return start(new UnevenLoad(gateways, path, false, perSecond));
  }

  /** As {@link #start}; all connections to a gateway ask at the same moments, a burst each time. */
  static UnevenLoad startInStep(
      List<InetSocketAddress> gateways, String path, double... perSecond) {
    return start(new UnevenLoad(gateways, path, true, perSecond));
  }

  private static UnevenLoad start(UnevenLoad load) {
    for (int i = 0; i < load.gateways.size(); i++) {
      int gateway = i;
      for (int j = 0; j < CONNECTIONS; j++) {
        load.threads.add(Thread.ofVirtual().start(() -> load.run(gateway)));
      }
    }
    return load;
  }

  /** So much for each gateway from now on. */
  void become(double... rates) {
    perSecond = rates;
  }

  /** How often which status was answered. */
  Map<Integer, Integer> statuses() {
    Map<Integer, Integer> counts = new TreeMap<>();
    statuses.forEach(status -> counts.merge(status, 1, Integer::sum));
    return counts;
  }

  /** Requests that got no answer. */
  List<String> failures() {
    return List.copyOf(failures);
  }

  /** The longest that one took. */
  long longestMillis() {
    return TimeUnit.NANOSECONDS.toMillis(longest.get());
  }

  private void run(int gateway) {
    try (Socket socket = new Socket()) {
      socket.setTcpNoDelay(true);
      socket.setSoTimeout(PATIENCE_MILLIS);
      socket.connect(gateways.get(gateway), PATIENCE_MILLIS);
      InputStream in = new BufferedInputStream(socket.getInputStream());
      OutputStream out = socket.getOutputStream();
      long period = (long) (1e9 * CONNECTIONS / perSecond[gateway]);
      long next =
          inStep
              ? began + period
              : System.nanoTime() + ThreadLocalRandom.current().nextLong(period);
      while (!ended) {
        long now = System.nanoTime();
        if (now - next < 0) {
          LockSupport.parkNanos(Math.min(next - now, TimeUnit.MILLISECONDS.toNanos(100)));
          continue;
        }
        out.write(request);
        statuses.add(Integer.parseInt(HttpLines.head(in).split(" ", 3)[1]));
        longest.accumulateAndGet(System.nanoTime() - now, Math::max);
        period = (long) (1e9 * CONNECTIONS / perSecond[gateway]);
        next = Math.max(next + period, now - MOST_BEHIND);
      }
    } catch (IOException | RuntimeException e) {
      failures.add("gateway " + gateway + ": " + e);
    }
  }

  @Override
  public void close() {
    ended = true;
    try {
      for (Thread thread : threads) {
        thread.join(PATIENCE_MILLIS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
