package dev.weir.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import org.jspecify.annotations.Nullable;

/**
 * Where servers keep their data: a folder that stays, or a temporary one that is removed on close.
 * A temporary folder whose owner was killed is removed by the next one made; a locked file tells
 * whether its owner lives.
 */
public final class DataFolder implements AutoCloseable {
  private static final String PREFIX = "weir-data-";
  private static final String LOCK = "owner.lock";

  private final Path path;
  private final @Nullable FileChannel lock;

  private DataFolder(Path path, @Nullable FileChannel lock) {
    this.path = path;
    this.lock = lock;
  }

  /** A folder that stays. */
  public static DataFolder kept(Path path) throws IOException {
    return new DataFolder(Files.createDirectories(path).toAbsolutePath(), null);
  }

  /** A folder that goes when closed. */
  public static DataFolder temporary() throws IOException {
    Path parent = Path.of(System.getProperty("java.io.tmpdir"));
    sweep(parent);
    Path path = Files.createTempDirectory(parent, PREFIX);
    FileChannel lock = open(path);
    lock.lock();
    return new DataFolder(path, lock);
  }

  public Path path() {
    return path;
  }

  public boolean isKept() {
    return lock == null;
  }

  /** Removes the folder if it is temporary. */
  @Override
  public void close() throws IOException {
    if (lock != null) {
      delete(path);
      lock.close();
    }
  }

  private static void sweep(Path parent) throws IOException {
    try (DirectoryStream<Path> old = Files.newDirectoryStream(parent, PREFIX + "*")) {
      for (Path folder : old) {
        if (Files.exists(folder.resolve(LOCK))) {
          sweepOne(folder);
        }
      }
    }
  }

  private static void sweepOne(Path folder) {
    try (FileChannel lock = open(folder)) {
      if (lock.tryLock() != null) {
        delete(folder);
      }
    } catch (OverlappingFileLockException e) {
      // Another folder of this very process.
    } catch (IOException | UncheckedIOException e) {
      // Another user's, or swept by someone else at this moment: not ours to insist on.
    }
  }

  private static FileChannel open(Path folder) throws IOException {
    return FileChannel.open(
        folder.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
  }

  private static void delete(Path folder) throws IOException {
    Files.walkFileTree(
        folder,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            Files.deleteIfExists(file);
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFileFailed(Path file, IOException e) throws IOException {
            // A server that was just killed may have removed it between the listing and now.
            if (e instanceof NoSuchFileException) {
              return FileVisitResult.CONTINUE;
            }
            throw e;
          }

          @Override
          public FileVisitResult postVisitDirectory(Path directory, @Nullable IOException e)
              throws IOException {
            if (e != null) {
              throw e;
            }
            Files.deleteIfExists(directory);
            return FileVisitResult.CONTINUE;
          }
        });
  }
}
