package dev.weir.testkit;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/**
 * Ports on 127.0.0.1 that are ours until closed, also while the server that uses them is down. They
 * lie below the range from which systems take ports for outgoing connections, and a locked file per
 * port keeps other processes that ask this class away; the system drops the locks of a process that
 * dies.
 */
public final class Ports implements AutoCloseable {
  private static final int FIRST = 21_000;
  private static final int LAST = 31_999;

  private final List<Integer> numbers = new ArrayList<>();
  private final List<FileChannel> locks = new ArrayList<>();

  private Ports() {}

  /**
   * Takes free ports anywhere in the range.
   *
   * @throws IOException if there are not as many
   */
  public static Ports take(int count) throws IOException {
    return takeFrom(ThreadLocalRandom.current().nextInt(FIRST, LAST), count);
  }

  /**
   * Takes the first free ports from a wished one upwards; taken ones are stepped around.
   *
   * @throws IOException if there are not as many
   */
  public static Ports takeFrom(int wished, int count) throws IOException {
    Ports ports = new Ports();
    int port = wished;
    for (int tries = 0; tries < LAST - FIRST && ports.numbers.size() < count; tries++) {
      ports.tryOne(port);
      port = port == LAST ? FIRST : port + 1;
    }
    if (ports.numbers.size() < count) {
      ports.close();
      throw new IOException("no " + count + " free ports from " + wished);
    }
    return ports;
  }

  public int size() {
    return numbers.size();
  }

  public int get(int index) {
    return numbers.get(index);
  }

  @Override
  public void close() throws IOException {
    for (FileChannel lock : locks) {
      lock.close();
    }
    locks.clear();
  }

  private void tryOne(int port) throws IOException {
    FileChannel lock = lock(port);
    if (lock == null) {
      return;
    }
    if (isFree(port)) {
      numbers.add(port);
      locks.add(lock);
    } else {
      lock.close();
    }
  }

  @SuppressWarnings("MustBeClosedChecker") // kept until this object is closed
  private static @Nullable FileChannel lock(int port) throws IOException {
    Path folder =
        Path.of(
            System.getProperty("java.io.tmpdir"), "weir-ports-" + System.getProperty("user.name"));
    Files.createDirectories(folder);
    FileChannel channel =
        FileChannel.open(
            folder.resolve(Integer.toString(port)),
            StandardOpenOption.CREATE,
            StandardOpenOption.WRITE);
    try {
      FileLock lock = channel.tryLock();
      if (lock != null) {
        return channel;
      }
    } catch (OverlappingFileLockException e) {
      // Held by another cluster of this process.
    }
    channel.close();
    return null;
  }

  private static boolean isFree(int port) {
    try (ServerSocket socket = new ServerSocket()) {
      socket.setReuseAddress(true);
      socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 1);
      return true;
    } catch (IOException e) {
      return false;
    }
  }
}
