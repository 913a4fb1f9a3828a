package dev.weir.gateway.soak;

import dev.weir.gateway.testing.WireReader;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;

/** A client's connection to the gateway. */
record Link(Socket socket, WireReader reader, OutputStream out) implements AutoCloseable {
  private static final int PATIENCE_MILLIS = 20_000;

  static Link to(InetSocketAddress address) throws IOException {
    Socket socket = new Socket();
    socket.setTcpNoDelay(true);
    socket.setSoTimeout(PATIENCE_MILLIS);
    socket.connect(address, PATIENCE_MILLIS);
    return new Link(socket, new WireReader(socket.getInputStream()), socket.getOutputStream());
  }

  void reset() throws IOException {
    socket.setSoLinger(true, 0);
    socket.close();
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
