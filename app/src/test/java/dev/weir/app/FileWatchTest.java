package dev.weir.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileWatchTest {
  private static final Duration BEAT = Duration.ofMillis(20);

  private final AtomicInteger changes = new AtomicInteger();
  @TempDir Path folder;

  @Test
  void shouldSeeAFileThatIsWrittenAnew() throws IOException {
    Path file = Files.writeString(folder.resolve("weir.yaml"), "a");
    try (FileWatch watch = FileWatch.of(file, BEAT)) {
      watch.start(changes::incrementAndGet);

      Files.writeString(file, "b");

      await().until(() -> changes.get() == 1);
    }
  }

  @Test
  void shouldSeeALinkThatIsSwappedAboveTheFile() throws IOException {
    Path before = Files.createDirectory(folder.resolve("..2026_1"));
    Path after = Files.createDirectory(folder.resolve("..2026_2"));
    Files.writeString(before.resolve("weir.yaml"), "a");
    Files.writeString(after.resolve("weir.yaml"), "b");
    Path data = Files.createSymbolicLink(folder.resolve("..data"), before);
    Path file = Files.createSymbolicLink(folder.resolve("weir.yaml"), data.resolve("weir.yaml"));
    try (FileWatch watch = FileWatch.of(file, BEAT)) {
      watch.start(changes::incrementAndGet);

      Path swap = Files.createSymbolicLink(folder.resolve("..data_tmp"), after);
      Files.move(swap, data, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);

      await().until(() -> changes.get() == 1);
    }
  }

  @Test
  void shouldSeeWhatChangedBetweenItsMakingAndItsStart() throws IOException {
    Path file = Files.writeString(folder.resolve("weir.yaml"), "a");
    try (FileWatch watch = FileWatch.of(file, BEAT)) {
      Files.writeString(file, "b");

      watch.start(changes::incrementAndGet);

      await().until(() -> changes.get() == 1);
    }
  }

  @Test
  void shouldNotTakeAFileThatIsAwayForAChange() throws IOException {
    Path file = Files.writeString(folder.resolve("weir.yaml"), "a");
    try (FileWatch watch = FileWatch.of(file, BEAT)) {
      watch.start(changes::incrementAndGet);

      Files.delete(file);
      await().during(BEAT.multipliedBy(5)).until(() -> changes.get() == 0);
      Files.writeString(file, "a");

      await().during(BEAT.multipliedBy(5)).until(() -> changes.get() == 0);
      assertThat(changes).hasValue(0);
    }
  }
}
