package dev.weir.app.accesslog;

import java.io.BufferedOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import org.jspecify.annotations.Nullable;

/**
 * The file that lines go to, appended to, or standard output. Used by one thread.
 *
 * <p>Whoever rotates logs moves the file away; {@link #followRotation} then opens a new one under
 * the old name.
 */
final class LogFile implements AutoCloseable {
  private static final int BUFFER = 64 * 1024;

  private final @Nullable Path path;
  private @Nullable OutputStream out;
  private @Nullable Object identity;

  /**
   * @param path null for standard output
   */
  LogFile(@Nullable Path path) {
    this.path = path;
  }

  /** Where bytes go; opened if it is not. Buffered: see {@link #flush}. */
  OutputStream out() throws IOException {
    OutputStream open = out;
    if (open == null) {
      open = new BufferedOutputStream(path == null ? standardOutput() : append(path), BUFFER);
      identity = path == null ? null : identityOf(path);
      out = open;
    }
    return open;
  }

  void flush() throws IOException {
    if (out != null) {
      out.flush();
    }
  }

  /** Closes the file if its name now means another file, or none. */
  void followRotation() throws IOException {
    if (path != null && out != null && !isSame(identityOf(path))) {
      close();
    }
  }

  /** Closes it; the next use opens it again. Standard output is only flushed. */
  @Override
  public void close() throws IOException {
    OutputStream open = out;
    out = null;
    if (open != null) {
      if (path == null) {
        open.flush();
      } else {
        open.close();
      }
    }
  }

  private boolean isSame(@Nullable Object other) {
    return identity == null ? other == null : identity.equals(other);
  }

  private static OutputStream append(Path path) throws IOException {
    try {
      return Files.newOutputStream(path, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    } catch (NoSuchFileException e) {
      throw unwritable(path, "its folder does not exist", e);
    } catch (AccessDeniedException e) {
      throw unwritable(path, "may not be written", e);
    }
  }

  /** These exceptions name the path and nothing else, which is no reason to whoever reads it. */
  private static FileSystemException unwritable(Path path, String reason, IOException cause) {
    FileSystemException said = new FileSystemException(path.toString(), null, reason);
    said.initCause(cause);
    return said;
  }

  private static OutputStream standardOutput() {
    return new FileOutputStream(FileDescriptor.out);
  }

  /** Device and inode; null if there is no file, or the file system has no such thing. */
  private static @Nullable Object identityOf(Path path) throws IOException {
    try {
      return Files.readAttributes(path, BasicFileAttributes.class).fileKey();
    } catch (NoSuchFileException e) {
      return null;
    }
  }
}
