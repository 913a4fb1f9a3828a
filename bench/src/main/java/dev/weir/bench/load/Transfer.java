package dev.weir.bench.load;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Moves bytes through a peer to a {@link StreamNode}, or from it, and tells how many and how fast.
 */
public final class Transfer {
  private static final long WARM_UP = 32L * 1024 * 1024;

  private final TransferPlan plan;
  private final int port;
  private final Zeros zeros;

  private Transfer(TransferPlan plan, int port, Zeros zeros) {
    this.plan = plan;
    this.port = port;
    this.zeros = zeros;
  }

  /**
   * Moves a little to warm up, then what was asked for.
   *
   * @param arguments the port, and the plan as {@link TransferPlan#arguments} writes it
   */
  public static void main(String[] arguments) throws Exception {
    int port = Integer.parseInt(arguments[0]);
    TransferPlan plan = TransferPlan.parse(List.of(arguments).subList(1, arguments.length));
    try (Zeros zeros = new Zeros()) {
      if (plan.unhindered()) {
        new Transfer(plan.withBytes(Math.min(plan.bytes(), WARM_UP)), port, zeros).run();
      }
      long start = System.nanoTime();
      long moved = new Transfer(plan, port, zeros).run();
      System.out.printf(
          Locale.ROOT, "%s bytes=%d nanos=%d%n", Lines.MARKER, moved, System.nanoTime() - start);
    }
  }

  private long run() throws InterruptedException {
    List<Part> parts = new ArrayList<>();
    for (int i = 0; i < plan.connections(); i++) {
      parts.add(new Part(plan.bytes() / plan.connections()));
    }
    List<Thread> threads =
        parts.stream().map(part -> Thread.ofPlatform().start(part::move)).toList();
    long deadline = System.nanoTime() + plan.limit().toNanos();
    for (Thread thread : threads) {
      thread.join(Duration.ofNanos(Math.max(1, deadline - System.nanoTime())));
    }
    for (int i = 0; i < parts.size(); i++) {
      if (threads.get(i).isAlive()) {
        parts.get(i).cut();
      }
    }
    for (Thread thread : threads) {
      thread.join();
    }
    return parts.stream().mapToLong(Part::result).sum();
  }

  /** One connection's part of the bytes. */
  private final class Part {
    private final long length;
    private volatile boolean cut;
    private volatile long moved;
    private volatile @Nullable SocketChannel channel;
    private volatile @Nullable IOException failure;

    Part(long length) {
      this.length = length;
    }

    void move() {
      try (SocketChannel opened =
          SocketChannel.open(new InetSocketAddress(InetAddress.getLoopbackAddress(), port))) {
        channel = opened;
        ByteBuffer buffer = ByteBuffer.allocateDirect(256 * 1024);
        switch (plan.direction()) {
          case UP -> upload(opened, buffer);
          case DOWN -> download(opened, buffer);
        }
      } catch (IOException e) {
        failure = e;
      }
    }

    /** Ends the part where it is: a write to a peer that takes nothing would last for minutes. */
    void cut() {
      cut = true;
      SocketChannel opened = channel;
      if (opened != null) {
        try {
          opened.close();
        } catch (IOException e) {
          failure = e;
        }
      }
    }

    /** How many bytes were moved, before the end or the cut. */
    long result() {
      IOException failed = failure;
      if (failed != null && !cut) {
        throw new UncheckedIOException(failed);
      }
      return moved;
    }

    private void upload(SocketChannel channel, ByteBuffer buffer) throws IOException {
      write(
          channel,
          "POST /sink?rate="
              + plan.nodeRate()
              + " HTTP/1.1\r\n"
              + "Host: node\r\n"
              + "Content-Type: application/octet-stream\r\n"
              + "Content-Length: "
              + length
              + "\r\n\r\n");
      Pace pace = plan.unhindered() ? Pace.unhindered() : Pace.of(plan.clientRate());
      long sent = 0;
      while (sent < length) {
        sent += zeros.send(sent, Math.min(pace.slice(), length - sent), channel);
        moved = sent;
        pace.await(sent);
      }
      readHead(channel, buffer);
    }

    private void download(SocketChannel channel, ByteBuffer buffer) throws IOException {
      write(
          channel,
          "GET /bytes/" + length + "?rate=" + plan.nodeRate() + " HTTP/1.1\r\nHost: node\r\n\r\n");
      Pace pace = plan.unhindered() ? Pace.unhindered() : Pace.of(plan.clientRate());
      long received = readHead(channel, buffer);
      while (received < length) {
        buffer.clear().limit(Math.min(buffer.capacity(), pace.slice()));
        int read = channel.read(buffer);
        if (read < 0) {
          throw new IOException("closed after " + received + " of " + length + " bytes");
        }
        received += read;
        moved = received;
        pace.await(received);
      }
    }
  }

  /** Reads an answer's head and returns how many bytes of its body came with it. */
  private static long readHead(SocketChannel channel, ByteBuffer buffer) throws IOException {
    buffer.clear();
    byte[] head = new byte[buffer.capacity()];
    int headEnd = -1;
    while (headEnd < 0) {
      if (channel.read(buffer) < 0) {
        throw new IOException("closed before an answer");
      }
      buffer.get(0, head, 0, buffer.position());
      headEnd = HttpBytes.headEnd(head, buffer.position());
    }
    if (HttpBytes.status(head) != 200) {
      throw new IOException(
          "answered " + new String(head, 0, headEnd, StandardCharsets.ISO_8859_1).strip());
    }
    return (long) buffer.position() - headEnd;
  }

  private static void write(SocketChannel channel, String text) throws IOException {
    ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII));
    while (bytes.hasRemaining()) {
      channel.write(bytes);
    }
  }
}
