package dev.weir.bench.load;

import dev.weir.bench.process.Waiting;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.HdrHistogram.Histogram;

/**
 * Open-loop load: searches at fixed instants, whatever becomes of those before. A latency runs from
 * the instant at which its request was due, so that one that had to wait for a slow one before it
 * counts the wait too (no coordinated omission). The instants are dealt out to connections in turn,
 * one thread each.
 *
 * <p>How late requests were sent is told beside the latencies: the generator's own noise, and time
 * that a request waited for the one before it on its connection.
 */
public final class OpenLoop {
  private static final long LONGEST = 60_000_000_000L;
  private static final long FINEST = 100;

  private final byte[] request;
  private final int port;
  private final long periodNanos;
  private final int connections;

  private OpenLoop(int port, int rate, int connections) {
    this.port = port;
    this.periodNanos = 1_000_000_000L / rate;
    this.connections = connections;
    this.request =
        ("POST "
                + SearchExchange.PATH
                + " HTTP/1.1\r\nHost: 127.0.0.1:"
                + port
                + "\r\nContent-Type: application/json\r\nContent-Length: "
                + SearchExchange.REQUEST.length()
                + "\r\n\r\n"
                + SearchExchange.REQUEST)
            .getBytes(StandardCharsets.US_ASCII);
  }

  /**
   * Loads and tells the figures on standard output.
   *
   * @param arguments port, requests per second, connections, seconds of warm-up, seconds counted
   */
  public static void main(String[] arguments) throws InterruptedException {
    int[] numbers = List.of(arguments).stream().mapToInt(Integer::parseInt).toArray();
    OpenLoop load = new OpenLoop(numbers[0], numbers[1], numbers[2]);
    load.run(numbers[3]);
    Figures figures = load.run(numbers[4]);
    System.out.println(figures.line());
  }

  /** What was counted, by one connection or by all. */
  private static final class Figures {
    private final Histogram latency = new Histogram(FINEST, LONGEST, 3);
    private final Histogram lateness = new Histogram(FINEST, LONGEST, 3);
    private long errors;

    void add(Figures other) {
      latency.add(other.latency);
      lateness.add(other.lateness);
      errors += other.errors;
    }

    String line() {
      return String.format(
          Locale.ROOT,
          "%s count=%d errors=%d p50=%d p99=%d p999=%d max=%d late50=%d late99=%d",
          Lines.MARKER,
          latency.getTotalCount(),
          errors,
          latency.getValueAtPercentile(50),
          latency.getValueAtPercentile(99),
          latency.getValueAtPercentile(99.9),
          latency.getMaxValue(),
          lateness.getValueAtPercentile(50),
          lateness.getValueAtPercentile(99));
    }
  }

  private Figures run(int seconds) throws InterruptedException {
    // A little ahead, so that every connection is open when its first request is due.
    long start = System.nanoTime() + 200_000_000L;
    long end = start + seconds * 1_000_000_000L;
    List<Thread> threads = new ArrayList<>();
    List<Figures> parts = new ArrayList<>();
    for (int i = 0; i < connections; i++) {
      Figures part = new Figures();
      parts.add(part);
      long first = start + i * periodNanos;
      threads.add(Thread.ofPlatform().start(() -> drive(first, end, part)));
    }
    for (Thread thread : threads) {
      thread.join();
    }
    Figures all = new Figures();
    parts.forEach(all::add);
    return all;
  }

  private void drive(long first, long end, Figures figures) {
    sharpenTimer();
    long due = first;
    while (due < end) {
      try (SocketChannel channel =
          SocketChannel.open(new InetSocketAddress(InetAddress.getLoopbackAddress(), port))) {
        channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
        ByteBuffer out = ByteBuffer.allocateDirect(request.length).put(request);
        ByteBuffer in = ByteBuffer.allocateDirect(64 * 1024);
        byte[] head = new byte[in.capacity()];
        while (due < end) {
          Waiting.until(due);
          figures.lateness.recordValue(Math.min(LONGEST, System.nanoTime() - due));
          exchange(channel, out, in, head);
          figures.latency.recordValue(Math.min(LONGEST, System.nanoTime() - due));
          due += periodNanos * connections;
        }
      } catch (IOException e) {
        figures.errors++;
        due += periodNanos * connections;
      }
    }
  }

  private static void exchange(SocketChannel channel, ByteBuffer out, ByteBuffer in, byte[] head)
      throws IOException {
    out.flip();
    while (out.hasRemaining()) {
      channel.write(out);
    }
    in.clear();
    long whole = Long.MAX_VALUE;
    while (in.position() < whole) {
      if (channel.read(in) < 0) {
        throw new IOException("closed before the answer's end");
      }
      if (whole == Long.MAX_VALUE) {
        in.get(0, head, 0, in.position());
        int headEnd = HttpBytes.headEnd(head, in.position());
        if (headEnd >= 0) {
          long length = HttpBytes.contentLength(head, headEnd);
          if (HttpBytes.status(head) != 200 || length < 0) {
            throw new IOException("not the node's answer");
          }
          whole = headEnd + length;
        }
      }
    }
  }

  /** Asks the kernel to wake this thread on time, not within its usual 50 microseconds. */
  private static void sharpenTimer() {
    try {
      Path thread = Files.readSymbolicLink(Path.of("/proc/thread-self"));
      Files.writeString(
          Path.of("/proc").resolve(thread.getFileName()).resolve("timerslack_ns"), "1");
    } catch (IOException e) {
      // Not allowed here: the lateness that is told with the figures shows it.
    }
  }
}
