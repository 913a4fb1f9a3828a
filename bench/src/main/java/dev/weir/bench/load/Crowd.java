package dev.weir.bench.load;

import dev.weir.bench.process.BenchFailure;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Very many connections of clients that hardly do anything: most are idle and ask once in a while,
 * some send a head byte by byte and never finish, some read a long answer as slowly as they can.
 * One thread serves them all.
 */
public final class Crowd implements AutoCloseable {
  private static final long SECOND = 1_000_000_000;

  /** An idle connection asks every so many seconds: more often than it would be closed. */
  private static final int ASKS_EVERY = 20;

  /** Clients do not act in step: each has its own part of the second. */
  private static final int SLICES = 100;

  /** A thousand bytes a second: what the slowest network of a telephone does. */
  private static final int READ_A_SECOND = 1_024;

  private static final byte[] SEARCH = bytes("GET /bills/_search HTTP/1.1\r\nHost: weir\r\n\r\n");
  private static final byte[] ENDLESS_HEAD =
      bytes("GET /bills/_search HTTP/1.1\r\nHost: weir\r\nX-Slow: " + "a".repeat(4_096));
  private static final byte[] LONG_ANSWER =
      bytes("GET /bytes/4000000?rate=0 HTTP/1.1\r\nHost: weir\r\n\r\n");

  private final InetSocketAddress target;
  private final List<Member> members = new ArrayList<>();
  private final Thread thread = Thread.ofPlatform().daemon().name("crowd").unstarted(this::serve);
  private final ByteBuffer answer = ByteBuffer.allocateDirect(64 * 1024);
  private volatile boolean closed;
  private volatile @Nullable IOException failure;
  private final LongAdder answers = new LongAdder();
  private final LongAdder otherAnswers = new LongAdder();
  private final LongAdder turnedAway = new LongAdder();

  /**
   * Who is in it.
   *
   * @param idle that ask every twenty seconds
   * @param slowHeads that send a byte a second
   * @param slowReaders that read a kilobyte a second
   */
  public record Mix(int idle, int slowHeads, int slowReaders) {
    /** As many as that, a tenth of them slow senders and a fiftieth slow readers. */
    public static Mix of(int connections) {
      int heads = connections / 10;
      int readers = connections / 50;
      return new Mix(connections - heads - readers, heads, readers);
    }

    public int all() {
      return idle + slowHeads + slowReaders;
    }
  }

  private enum Kind {
    IDLE,
    SLOW_HEAD,
    SLOW_READER
  }

  private static final class Member {
    private final Kind kind;
    private final int turn;
    private SocketChannel channel;
    private int sent;
    private boolean asked;

    Member(Kind kind, int turn, SocketChannel channel) {
      this.kind = kind;
      this.turn = turn;
      this.channel = channel;
    }
  }

  private Crowd(int port) {
    target = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
  }

  /** Opens all connections, then lets them do what they do. Blocks until all are open. */
  public static Crowd gather(int port, Mix mix) {
    Crowd crowd = new Crowd(port);
    try {
      crowd.join(Kind.IDLE, mix.idle());
      crowd.join(Kind.SLOW_HEAD, mix.slowHeads());
      crowd.join(Kind.SLOW_READER, mix.slowReaders());
    } catch (IOException e) {
      crowd.disperse();
      throw new BenchFailure(
          "cannot open " + mix.all() + " connections (ulimit -n?): " + e.getMessage(), e);
    }
    crowd.thread.start();
    return crowd;
  }

  /** Good answers that idle members had. */
  public long answers() {
    return answers.sum();
  }

  /** Connections or answers that idle members and slow readers were refused. */
  public long otherAnswers() {
    return otherAnswers.sum();
  }

  /** How often somebody was shown the door for never finishing a head, and came again. */
  public long turnedAway() {
    return turnedAway.sum();
  }

  private void join(Kind kind, int count) throws IOException {
    for (int i = 0; i < count; i++) {
      members.add(new Member(kind, i, open()));
    }
  }

  private SocketChannel open() throws IOException {
    SocketChannel channel = SocketChannel.open();
    // A slow reader's own system would take the whole answer otherwise.
    channel.setOption(StandardSocketOptions.SO_RCVBUF, 4 * READ_A_SECOND);
    channel.connect(target);
    channel.configureBlocking(false);
    return channel;
  }

  private void serve() {
    try {
      long end = System.nanoTime();
      for (int second = 0; !closed; second++) {
        for (int slice = 0; !closed && slice < SLICES; slice++) {
          end += SECOND / SLICES;
          for (int i = slice; i < members.size(); i += SLICES) {
            live(members.get(i), second);
          }
          for (long left; !closed && (left = end - System.nanoTime()) > 0; ) {
            LockSupport.parkNanos(left);
          }
        }
      }
    } catch (IOException e) {
      failure = e;
    }
  }

  private void live(Member member, int second) throws IOException {
    try {
      switch (member.kind) {
        case IDLE -> {
          if (second % ASKS_EVERY == member.turn % ASKS_EVERY) {
            ask(member, SEARCH);
          } else if (member.asked) {
            read(member, answer.capacity());
          }
        }
        case SLOW_HEAD -> {
          member.channel.write(ByteBuffer.wrap(ENDLESS_HEAD, member.sent++, 1));
          if (read(member, answer.capacity()) != 0) {
            turnedAway.increment();
            again(member);
          }
        }
        case SLOW_READER -> {
          if (!member.asked) {
            ask(member, LONG_ANSWER);
          } else if (read(member, READ_A_SECOND) < 0) {
            otherAnswers.increment();
            again(member);
          }
        }
      }
    } catch (IOException e) {
      if (closed) {
        return;
      }
      if (member.kind == Kind.SLOW_HEAD) {
        turnedAway.increment();
      } else {
        otherAnswers.increment();
      }
      again(member);
    }
  }

  private static void ask(Member member, byte[] request) throws IOException {
    member.asked = true;
    member.channel.write(ByteBuffer.wrap(request));
  }

  /** Returns how many bytes there were; below 0 at the end. */
  private int read(Member member, int most) throws IOException {
    answer.clear().limit(most);
    int read = member.channel.read(answer);
    if (read > 0 && member.kind == Kind.IDLE) {
      member.asked = false;
      byte[] head = new byte[Math.min(read, 16)];
      answer.get(0, head);
      if (new String(head, StandardCharsets.ISO_8859_1).startsWith("HTTP/1.1 200")) {
        answers.increment();
      } else {
        otherAnswers.increment();
      }
    }
    return read;
  }

  private void again(Member member) throws IOException {
    member.channel.close();
    member.channel = open();
    member.sent = 0;
    member.asked = false;
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  private void disperse() {
    for (Member member : members) {
      try {
        member.channel.close();
      } catch (IOException e) {
        // It is gone, which is what was wanted.
      }
    }
  }

  /**
   * Closes all of them.
   *
   * @throws BenchFailure if they could not do what they were to do
   */
  @Override
  public void close() {
    closed = true;
    LockSupport.unpark(thread);
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    disperse();
    IOException failed = failure;
    if (failed != null) {
      throw new BenchFailure("the crowd gave up: " + failed.getMessage(), failed);
    }
  }
}
