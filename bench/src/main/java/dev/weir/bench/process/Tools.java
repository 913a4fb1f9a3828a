package dev.weir.bench.process;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Programs that a run needs and that are not part of Weir. */
public final class Tools {
  /** The Debian package of each program. */
  private static final Map<String, String> PACKAGES =
      Map.of(
          "nginx", "nginx",
          "haproxy", "haproxy",
          "wrk", "wrk",
          "taskset", "util-linux",
          "mvn", "maven");

  private Tools() {}

  /** Fails if a program is missing, with the line that installs all that are. */
  public static void require(List<String> programs) {
    List<String> missing = new ArrayList<>();
    for (String program : programs) {
      if (find(program).isEmpty()) {
        missing.add(program);
      }
    }
    if (!missing.isEmpty()) {
      throw new BenchFailure(
          String.format(
              Locale.ROOT,
              "not found: %s%nInstall with:  apt-get install %s",
              String.join(", ", missing),
              String.join(" ", missing.stream().map(PACKAGES::get).toList())));
    }
  }

  /**
   * Where a program is: on the PATH, or where Debian puts servers, which a user's PATH may lack.
   */
  public static Optional<Path> find(String program) {
    String path = Optional.ofNullable(System.getenv("PATH")).orElse("");
    return Stream.concat(
            Stream.of(path.split(File.pathSeparator, -1)),
            Stream.of("/usr/sbin", "/usr/local/sbin"))
        .filter(folder -> !folder.isEmpty())
        .map(folder -> Path.of(folder, program))
        .filter(Files::isExecutable)
        .findFirst();
  }

  /** The program's path; {@link #require} has made sure that it is there. */
  public static String path(String program) {
    return find(program)
        .map(Path::toString)
        .orElseThrow(() -> new BenchFailure("not found: " + program));
  }

  /** A program of the JDK that runs this. */
  public static String jdk(String program) {
    return Path.of(System.getProperty("java.home"), "bin", program).toString();
  }

  /** The Java that runs this, for processes of the bench's own. */
  public static List<String> java(List<String> options, Class<?> main, List<String> arguments) {
    List<String> command = new ArrayList<>();
    command.add(jdk("java"));
    command.addAll(options);
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
    command.addAll(arguments);
    return command;
  }
}
