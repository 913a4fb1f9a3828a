package dev.weir.testkit.node;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.opensearch.node.NodeValidationException;

/**
 * Runs a node until told to stop. Arguments are OpenSearch settings, {@code key=value}; {@code
 * path.home} is required and holds data and logs.
 *
 * <p>Standard output carries one line per stage: {@code loading}, {@code joining}, {@code ready}.
 * The line {@code stop} on standard input ends the node in good order; the end of standard input,
 * or of the parent process, ends it at once.
 */
public final class NodeMain {
  private NodeMain() {}

  public static void main(String[] arguments)
      throws IOException, NodeValidationException, InterruptedException {
    PrintStream stages = System.out;
    System.setOut(System.err);
    Parent.leaveTerminal();
    Parent.endWithMe();
    Map<String, String> settings = settings(arguments);
    Path home = Path.of(settings.getOrDefault("path.home", "."));
    Files.createDirectories(home.resolve("logs"));
    // Read by log4j2.properties, so it must be set before the first logger is asked for.
    System.setProperty("weir.node.logs", home.resolve("logs").toString());

    stages.println("loading");
    ClassPathNode node = ClassPathNode.create(settings);
    Runtime.getRuntime().addShutdownHook(new Thread(() -> close(node), "close"));
    stages.println("joining");
    node.start();
    stages.println("ready");
    stages.flush();
    if (Boolean.getBoolean("weir.node.rehearse")) {
      Rehearsal.play(node.client());
      System.exit(0);
    }
    // OpenSearch's own threads are all daemons.
    new CountDownLatch(1).await();
  }

  private static Map<String, String> settings(String[] arguments) {
    Map<String, String> settings = new LinkedHashMap<>();
    for (String argument : arguments) {
      int equals = argument.indexOf('=');
      if (equals < 1) {
        throw new IllegalArgumentException("argument: " + argument + " (expected: key=value)");
      }
      settings.put(argument.substring(0, equals), argument.substring(equals + 1));
    }
    return settings;
  }

  private static void close(ClassPathNode node) {
    try {
      node.close();
      node.awaitClose(10, TimeUnit.SECONDS);
    } catch (IOException e) {
      System.err.println("the node did not close in good order: " + e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
