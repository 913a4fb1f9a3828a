package dev.weir.app.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.app.demo.ControlFile.Content;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ControlFileTest {
  @TempDir private Path temporary;

  @Test
  void shouldBeReadableByItsOwnerAlone() throws Exception {
    ControlFile file = new ControlFile(temporary);

    file.write(new Content(4_711, "secret"));

    Path written = temporary.resolve("weir-demo-" + System.getProperty("user.name"));
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(written)))
        .isEqualTo("rwx------");
    assertThat(
            PosixFilePermissions.toString(
                Files.getPosixFilePermissions(written.resolve("control"))))
        .isEqualTo("rw-------");
    assertThat(file.read()).isEqualTo(new Content(4_711, "secret"));
  }

  @Test
  void shouldRefuseAFolderThatOthersCanOpen() throws Exception {
    Files.createDirectory(temporary.resolve("weir-demo-" + System.getProperty("user.name")));
    ControlFile file = new ControlFile(temporary);

    assertThatThrownBy(() -> file.write(new Content(1, "secret")))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("open to others");
  }

  @Test
  void shouldLeaveTheFileOfALaterDemoAlone() throws Exception {
    ControlFile file = new ControlFile(temporary);
    file.write(new Content(1, "earlier"));
    file.write(new Content(2, "later"));

    file.remove(new Content(1, "earlier"));

    assertThat(file.read()).isEqualTo(new Content(2, "later"));
    file.remove(new Content(2, "later"));
    assertThatThrownBy(file::read).isInstanceOf(NoSuchFileException.class);
  }
}
