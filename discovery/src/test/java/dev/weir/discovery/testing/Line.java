package dev.weir.discovery.testing;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The line to a registry. It can be cut, so that connections break and none can be made; frozen, so
 * that they stay and nothing passes; and led to another place.
 */
public final class Line implements AutoCloseable {
  private final ServerSocket server;
  private final List<Socket> sockets = new CopyOnWriteArrayList<>();
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition thawed = lock.newCondition();
  private volatile int target;
  private boolean frozen;
  private volatile boolean cut;

  private Line(int target) throws IOException {
    this.target = target;
    this.server = new ServerSocket(0, 64, InetAddress.getLoopbackAddress());
  }

  public static Line to(int port) throws IOException {
    Line line = new Line(port);
    var _ = Thread.ofVirtual().start(line::accept);
    return line;
  }

  public int port() {
    return server.getLocalPort();
  }

  /** Breaks every connection, and each that is made from now on. */
  public void cut() {
    cut = true;
    sockets.forEach(Line::close);
  }

  /** Lets nothing pass until it is mended. */
  public void freeze() {
    set(true);
  }

  /** Lets everything pass again, to that port; what was held up passes, too. */
  public void mend(int port) {
    target = port;
    cut = false;
    set(false);
  }

  private void set(boolean value) {
    lock.lock();
    try {
      frozen = value;
      thawed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  private void accept() {
    while (!server.isClosed()) {
      try {
        Socket near = server.accept();
        sockets.add(near);
        if (cut) {
          close(near);
        } else {
          var _ = Thread.ofVirtual().start(() -> connect(near));
        }
      } catch (IOException e) {
        if (!server.isClosed()) {
          throw new UncheckedIOException(e);
        }
      }
    }
  }

  private void connect(Socket near) {
    try {
      pass();
      Socket far = new Socket();
      sockets.add(far);
      far.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), target), 2_000);
      var _ = Thread.ofVirtual().start(() -> copy(near, far));
      copy(far, near);
    } catch (IOException | InterruptedException e) {
      close(near);
    }
  }

  private void copy(Socket from, Socket to) {
    try {
      InputStream in = from.getInputStream();
      OutputStream out = to.getOutputStream();
      byte[] bytes = new byte[8192];
      int count;
      while ((count = in.read(bytes)) >= 0) {
        pass();
        out.write(bytes, 0, count);
      }
    } catch (IOException | InterruptedException e) {
      // Cut, or gone: the other side is told below.
    } finally {
      close(from);
      close(to);
    }
  }

  private void pass() throws InterruptedException {
    lock.lockInterruptibly();
    try {
      while (frozen) {
        thawed.await();
      }
    } finally {
      lock.unlock();
    }
  }

  private static void close(Socket socket) {
    try {
      socket.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() throws IOException {
    server.close();
    cut();
    set(false);
  }
}
