package dev.weir.testkit;

import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The folder from which OpenSearch nodes are forked: jars, JVM options, perhaps an AOT cache. */
record NodeLibrary(Path folder, List<Path> jars) {
  /**
   * Names the folder; without it, it is looked for in the source tree that these classes are in.
   */
  static final String PROPERTY = "weir.node.lib";

  private static final String IN_TREE = "testkit/node/target/lib";
  private static final String OPTIONS = "node.options";
  private static final String CACHE = "node.aot";

  static NodeLibrary locate() throws IOException {
    String named = System.getProperty(PROPERTY);
    Path folder = named == null ? inTree() : Path.of(named);
    if (!Files.exists(folder.resolve(OPTIONS))) {
      throw new IOException(
          "no OpenSearch node in %s: build it with  mvn package -pl testkit/node,  or name its folder with -D%s="
              .formatted(folder, PROPERTY));
    }
    try (Stream<Path> files = Files.list(folder)) {
      return new NodeLibrary(
          folder.toAbsolutePath(),
          files
              .map(Path::toAbsolutePath)
              .filter(file -> file.toString().endsWith(".jar"))
              .sorted()
              .toList());
    }
  }

  /** The command that runs a node with these JVM options and settings. */
  List<String> command(List<String> jvm, List<String> settings) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("@" + folder.resolve(OPTIONS));
    if (Files.exists(folder.resolve(CACHE))) {
      command.add("-XX:AOTCache=" + folder.resolve(CACHE));
    }
    command.addAll(jvm);
    command.add("-cp");
    command.add(jars.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator)));
    command.add("dev.weir.testkit.node.NodeMain");
    command.addAll(settings);
    return command;
  }

  private static Path inTree() throws IOException {
    Path start;
    try {
      start =
          Path.of(NodeLibrary.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    } catch (URISyntaxException e) {
      throw new IOException("cannot tell where the testkit is", e);
    }
    for (Path folder = start; folder != null; folder = folder.getParent()) {
      if (Files.isDirectory(folder.resolve(IN_TREE))) {
        return folder.resolve(IN_TREE);
      }
    }
    return Path.of(IN_TREE);
  }
}
