package dev.weir.app.process;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;

/** The line to a Redis, that can be made slow: all that passes is held up for a time. */
final class SlowLine implements AutoCloseable {
  private final ServerSocket server;
  private final int target;
  private final Queue<Socket> sockets = new ConcurrentLinkedQueue<>();
  private volatile long delayMillis;

  private SlowLine(ServerSocket server, int target) {
    this.server = server;
    this.target = target;
  }

  static SlowLine to(int port) throws IOException {
    SlowLine line = new SlowLine(new ServerSocket(0, 64, InetAddress.getLoopbackAddress()), port);
    var _ = Thread.ofVirtual().start(line::accept);
    return line;
  }

  int port() {
    return server.getLocalPort();
  }

  /** Holds up what passes, in each direction. */
  void delay(long millis) {
    delayMillis = millis;
  }

  private void accept() {
    try {
      while (true) {
        Socket near = server.accept();
        sockets.add(near);
        var _ = Thread.ofVirtual().start(() -> connect(near));
      }
    } catch (IOException e) {
      // Closed.
    }
  }

  private void connect(Socket near) {
    try (near;
        Socket far = new Socket(InetAddress.getLoopbackAddress(), target)) {
      near.setTcpNoDelay(true);
      far.setTcpNoDelay(true);
      sockets.add(far);
      var _ = Thread.ofVirtual().start(() -> copy(near, far));
      copy(far, near);
    } catch (IOException e) {
      // Nobody there: the near side is closed, as it would be by the kernel.
    }
  }

  private void copy(Socket from, Socket to) {
    try (from;
        to) {
      InputStream in = from.getInputStream();
      OutputStream out = to.getOutputStream();
      byte[] bytes = new byte[8192];
      int count = in.read(bytes);
      while (count >= 0) {
        if (delayMillis > 0) {
          TimeUnit.MILLISECONDS.sleep(delayMillis);
        }
        out.write(bytes, 0, count);
        count = in.read(bytes);
      }
    } catch (IOException e) {
      // One side has gone, so the other goes.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() throws IOException {
    server.close();
    for (Socket socket : sockets) {
      socket.close();
    }
  }
}
