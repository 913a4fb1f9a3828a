package dev.weir.bench.load;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * An endless source of bytes that costs its sender next to nothing: a sparse file that the kernel
 * sends to a socket by itself, so that a transfer measures the proxy and not the bench.
 */
final class Zeros implements AutoCloseable {
  private static final long SIZE = 64L * 1024 * 1024;

  private final FileChannel file;

  Zeros() throws IOException {
    Path path = Files.createTempFile("weir-bench-", ".zeros");
    file = FileChannel.open(path, StandardOpenOption.READ, StandardOpenOption.WRITE);
    // Unlinked at once: it goes with the process, however that ends.
    Files.delete(path);
    file.write(java.nio.ByteBuffer.allocate(1), SIZE - 1);
  }

  /**
   * Sends some of the bytes.
   *
   * @return how many, at most {@code count}
   */
  long send(long sentBefore, long count, WritableByteChannel target) throws IOException {
    long position = sentBefore % SIZE;
    return file.transferTo(position, Math.min(count, SIZE - position), target);
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
