package dev.weir.app.demo;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;

/**
 * Where a running demo leaves its control address: a file that only this user can read, in a folder
 * that only this user can write.
 */
final class ControlFile {
  private final Path folder;
  private final Path file;

  ControlFile(Path temporary) {
    folder = temporary.resolve("weir-demo-" + System.getProperty("user.name"));
    file = folder.resolve("control");
  }

  /** In the system's folder for temporary files. */
  static ControlFile usual() {
    return new ControlFile(Path.of(System.getProperty("java.io.tmpdir")));
  }

  /** The address and the secret of a demo's control. */
  record Content(int port, String token) {}

  /** Writes it, over that of an earlier demo. */
  void write(Content content) throws IOException {
    try {
      Files.createDirectory(
          folder,
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    } catch (FileAlreadyExistsException e) {
      // Perhaps someone else's trap; that is looked at next.
    }
    checkOurs();
    Path draft =
        Files.createTempFile(
            folder,
            "control",
            "",
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    Files.writeString(draft, content.port() + " " + content.token());
    Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  /**
   * Reads it.
   *
   * @throws NoSuchFileException if no demo runs
   */
  Content read() throws IOException {
    if (!Files.exists(file)) {
      throw new NoSuchFileException(file.toString());
    }
    checkOurs();
    String[] words = Files.readString(file).split(" ", -1);
    if (words.length != 2 || !words[0].matches("[0-9]{1,5}")) {
      throw new IOException(file + " is not a demo's");
    }
    return new Content(Integer.parseInt(words[0]), words[1]);
  }

  /** Removes it if it is still that of the demo with this content. */
  void remove(Content content) throws IOException {
    if (Files.exists(file) && read().equals(content)) {
      Files.deleteIfExists(file);
    }
  }

  private void checkOurs() throws IOException {
    String owner = Files.getOwner(folder, LinkOption.NOFOLLOW_LINKS).getName();
    boolean shut =
        PosixFilePermissions.toString(
                Files.getPosixFilePermissions(folder, LinkOption.NOFOLLOW_LINKS))
            .equals("rwx------");
    if (!Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)
        || !owner.equals(System.getProperty("user.name"))
        || !shut) {
      throw new IOException(folder + " is open to others; remove it and start again");
    }
  }
}
