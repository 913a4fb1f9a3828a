package dev.weir.bench.report;

import dev.weir.bench.process.Tools;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Where figures were measured.
 *
 * @param loadAverage over the minute before the run; above about 0.3 others were at work, and the
 *     figures are noisy
 * @param versions of the programs that took part
 */
public record Machine(
    String processor,
    int cores,
    long memoryMegabytes,
    String kernel,
    String java,
    double loadAverage,
    Map<String, String> versions) {
  private static final double QUIET = 0.3;

  /** This machine, now. */
  public static Machine look() {
    return new Machine(
        field(read("/proc/cpuinfo"), "model name"),
        Runtime.getRuntime().availableProcessors(),
        Long.parseLong(field(read("/proc/meminfo"), "MemTotal").replace("kB", "").strip()) / 1024,
        System.getProperty("os.name") + " " + System.getProperty("os.version"),
        System.getProperty("java.vendor.version", "") + " " + Runtime.version(),
        Double.parseDouble(read("/proc/loadavg").split(" ", 2)[0]),
        programs());
  }

  public boolean quiet() {
    return loadAverage <= QUIET;
  }

  String describe() {
    StringBuilder text =
        new StringBuilder(
            "%s, %d cores, %d MB, %s, Java %s, load average before the run %.2f"
                .formatted(processor, cores, memoryMegabytes, kernel, java.strip(), loadAverage));
    versions.forEach((name, version) -> text.append(", ").append(version));
    if (!quiet()) {
      text.append(". **The machine was not quiet: take these figures as a sketch**");
    }
    return text.append('.').toString();
  }

  private static Map<String, String> programs() {
    Map<String, String> versions = new TreeMap<>();
    versions.put("nginx", firstLine("nginx", "-v").replace("nginx version: ", ""));
    versions.put(
        "haproxy", firstLine("haproxy", "-v").replaceAll("^(HAProxy version \\S+).*", "$1"));
    versions.values().removeIf(String::isEmpty);
    return versions;
  }

  private static String firstLine(String program, String option) {
    return Tools.find(program).map(path -> firstLine(path, option)).orElse("");
  }

  private static String firstLine(Path program, String option) {
    try {
      Process process =
          new ProcessBuilder(List.of(program.toString(), option)).redirectErrorStream(true).start();
      String output =
          new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
      return output.lines().findFirst().orElse("");
    } catch (IOException e) {
      return "";
    }
  }

  private static String field(String text, String name) {
    return text.lines()
        .filter(line -> line.startsWith(name))
        .map(line -> line.substring(line.indexOf(':') + 1).strip())
        .findFirst()
        .orElse("unknown");
  }

  private static String read(String file) {
    try {
      return Files.readString(Path.of(file));
    } catch (IOException e) {
      throw new IllegalStateException("cannot read " + file, e);
    }
  }
}
