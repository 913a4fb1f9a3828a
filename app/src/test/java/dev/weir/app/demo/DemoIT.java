package dev.weir.app.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** The command as a process of its own, without a terminal. */
class DemoIT {
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  @TempDir private Path folder;

  private final List<Process> started = new ArrayList<>();

  @AfterEach
  void endAll() {
    started.forEach(Process::destroyForcibly);
  }

  @Test
  void shouldRunForItsTimeAndReport() throws Exception {
    Path report = folder.resolve("report.json");

    Process demo = demo("run.log", "--for", "8s", "--nodes", "1", "--report", report.toString());

    assertThat(demo.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
    String said = Files.readString(folder.resolve("run.log"));
    assertThat(demo.exitValue()).as(said).isZero();
    assertThat(said).contains("the load begins", "passed: at least 99.0 % were to succeed");
    assertThat(Files.readString(report))
        .contains("\"passed\" : true", "\"nodes\" : 1", "\"latest_bills\"", "\"p99_9\"");
    assertThat(folder.toFile().list((in, name) -> name.startsWith("weir-data-"))).isEmpty();
  }

  @Test
  void shouldTakeOrdersFromAnotherShellAndLeaveNothingWhenKilled() throws Exception {
    Process demo = demo("killed.log", "--nodes", "2", "--rate", "20");
    awaitLine("killed.log", "the load begins");
    List<ProcessHandle> nodes =
        demo.descendants().filter(child -> child.info().command().isPresent()).toList();
    assertThat(nodes).hasSize(2);

    Process order = demo("order.log", "freeze", "2");

    assertThat(order.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
    assertThat(order.exitValue()).isZero();
    awaitLine("killed.log", "node 2 frozen");
    demo.destroyForcibly().waitFor();
    await().atMost(Duration.ofSeconds(15)).until(() -> nodes.stream().noneMatch(DemoIT::runs));
  }

  @Test
  void shouldSayThatNoDemoRuns() throws Exception {
    Process order = demo("order.log", "kill", "1");

    assertThat(order.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
    assertThat(order.exitValue()).isEqualTo(1);
    assertThat(Files.readString(folder.resolve("order.log"))).contains("no demo is running");
  }

  private void awaitLine(String log, String words) {
    await().atMost(PATIENCE).until(() -> Files.readString(folder.resolve(log)).contains(words));
  }

  private Process demo(String log, String... arguments) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-XX:TieredStopAtLevel=1");
    command.add("--enable-native-access=ALL-UNNAMED");
    command.add("--sun-misc-unsafe-memory-access=allow");
    command.add("-Djava.io.tmpdir=" + folder);
    Optional.ofNullable(System.getProperty("weir.node.lib"))
        .ifPresent(lib -> command.add("-Dweir.node.lib=" + lib));
    command.add("-cp");
    command.add(System.getProperty("java.class.path"));
    command.add(Shell.class.getName());
    command.addAll(List.of(arguments));
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve(log).toFile())
            .start();
    started.add(process);
    return process;
  }

  /** A process that nobody has waited for yet is a zombie: dead, but still listed. */
  private static boolean runs(ProcessHandle process) {
    try {
      String stat = Files.readString(Path.of("/proc/" + process.pid() + "/stat"));
      return !stat.substring(stat.lastIndexOf(')')).startsWith(") Z");
    } catch (IOException e) {
      return false;
    }
  }

  /** Runs the command as the program does. */
  static final class Shell {
    private Shell() {}

    public static void main(String[] arguments) {
      System.exit(new CommandLine(new DemoCommand()).execute(arguments));
    }
  }
}
