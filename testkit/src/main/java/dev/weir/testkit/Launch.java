package dev.weir.testkit;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * How a server's process is launched.
 *
 * @param name in messages: {@code node-1}
 * @param command the program and its arguments
 * @param environment added to this process's own
 * @param directory to run in; exists
 * @param console file that standard error goes to; appended to
 * @param output is given each line of standard output, on a thread of the process's own
 */
public record Launch(
    String name,
    List<String> command,
    Map<String, String> environment,
    Path directory,
    Path console,
    Consumer<String> output) {
  public Launch {
    command = List.copyOf(command);
    environment = Map.copyOf(environment);
  }
}
