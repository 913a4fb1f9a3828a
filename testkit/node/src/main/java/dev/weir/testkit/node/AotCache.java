package dev.weir.testkit.node;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Builds the ahead-of-time cache that saves a node two thirds of its start. Run by the build with
 * the folder of jars as its only argument; does nothing if the cache is newer than every jar. A
 * node runs as well without the cache, so failing to build it fails nothing.
 */
public final class AotCache {
  private static final String OPTIONS = "node.options";
  private static final String CACHE = "node.aot";

  private AotCache() {}

  public static void main(String[] arguments) throws IOException, InterruptedException {
    Path lib = Path.of(arguments[0]).toAbsolutePath();
    Path cache = lib.resolve(CACHE);
    List<Path> jars;
    try (Stream<Path> files = Files.list(lib)) {
      jars = files.filter(file -> file.toString().endsWith(".jar")).sorted().toList();
    }
    if (Files.exists(cache) && modified(cache).compareTo(newest(jars)) > 0) {
      return;
    }
    Files.deleteIfExists(cache);
    Path home = Files.createTempDirectory("weir-rehearsal");
    try {
      rehearse(lib, jars, cache, home);
    } finally {
      delete(home);
    }
  }

  private static void rehearse(Path lib, List<Path> jars, Path cache, Path home)
      throws IOException, InterruptedException {
    String classPath =
        jars.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator));
    Process node =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "@" + lib.resolve(OPTIONS),
                "-XX:AOTCacheOutput=" + cache,
                "-Dweir.node.rehearse=true",
                "-cp",
                classPath,
                NodeMain.class.getName(),
                "path.home=" + home,
                "cluster.name=rehearsal",
                "node.name=rehearsal",
                "discovery.type=single-node",
                "network.host=127.0.0.1",
                "http.port=0",
                "transport.port=0")
            .redirectErrorStream(true)
            .redirectOutput(home.resolve("console.log").toFile())
            .start();
    if (!node.waitFor(3, TimeUnit.MINUTES)) {
      node.destroyForcibly().waitFor();
    }
    if (!Files.exists(cache)) {
      System.err.println("No AOT cache; nodes will start more slowly. The node said:");
      System.err.println(Files.readString(home.resolve("console.log")));
    }
  }

  private static FileTime newest(List<Path> jars) throws IOException {
    FileTime newest = FileTime.fromMillis(0);
    for (Path jar : jars) {
      FileTime time = modified(jar);
      newest = time.compareTo(newest) > 0 ? time : newest;
    }
    return newest;
  }

  private static FileTime modified(Path file) throws IOException {
    return Files.getLastModifiedTime(file);
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
