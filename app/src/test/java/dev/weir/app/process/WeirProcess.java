package dev.weir.app.process;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** {@code ./weir} with what {@code mvn package} has built, on ports that are free. */
public final class WeirProcess implements AutoCloseable {
  static final Path HOME = Path.of("..").toAbsolutePath().normalize();
  static final Duration PATIENCE = Duration.ofSeconds(60);

  private static final Pattern LISTENING = Pattern.compile("listening (http://\\S+)");
  private static final Pattern ADMIN = Pattern.compile("admin +(http://\\S+)");

  private final Process process;
  private final Path output;
  private final HttpClient client = HttpClient.newHttpClient();

  private WeirProcess(Process process, Path output) {
    this.process = process;
    this.output = output;
  }

  /** Starts it in a folder; standard output and error go to one file there. */
  public static WeirProcess start(Path folder, String... arguments) throws IOException {
    List<String> command = new ArrayList<>(List.of(HOME.resolve("weir").toString()));
    command.addAll(List.of(arguments));
    Path output = folder.resolve("output.txt");
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectInput(Path.of("/dev/null").toFile())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile());
    builder.environment().put("WEIR_BUILD", "never");
    builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
    return new WeirProcess(builder.start(), output);
  }

  /** Starts {@code weir run} on free ports and waits until it listens. */
  public static WeirProcess run(Path folder, String... arguments) throws IOException {
    List<String> all =
        new ArrayList<>(List.of("run", "--listen", "127.0.0.1:0", "--admin", "127.0.0.1:0"));
    all.addAll(List.of(arguments));
    WeirProcess weir = start(folder, all.toArray(String[]::new));
    await().atMost(PATIENCE).until(() -> weir.output().contains("admin ") || !weir.isAlive());
    return weir;
  }

  public URI listener() throws IOException {
    return find(LISTENING);
  }

  public URI admin() throws IOException {
    return find(ADMIN);
  }

  /** Where clients connect, for those that speak HTTP by hand. */
  InetSocketAddress listenerAddress() throws IOException {
    return new InetSocketAddress(listener().getHost(), listener().getPort());
  }

  private URI find(Pattern pattern) throws IOException {
    Matcher matcher = pattern.matcher(output());
    if (!matcher.find()) {
      throw new AssertionError("not in its output: " + pattern + "\n" + output());
    }
    return URI.create(matcher.group(1));
  }

  /** All that it has said so far. */
  public String output() throws IOException {
    return Files.readString(output);
  }

  boolean isAlive() {
    return process.isAlive();
  }

  /** The JVM's process: the launcher becomes it. */
  long pid() {
    return process.pid();
  }

  void signal(String name) throws IOException, InterruptedException {
    new ProcessBuilder("sh", "-c", "kill -" + name + " " + pid()).start().waitFor();
  }

  /** Waits for its end and gives its exit code. */
  int exitCode() throws InterruptedException {
    if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
      throw new AssertionError("it has not ended within " + PATIENCE);
    }
    return process.exitValue();
  }

  HttpResponse<String> get(URI base, String path) throws IOException, InterruptedException {
    return client.send(
        HttpRequest.newBuilder(base.resolve(path)).timeout(PATIENCE).build(),
        HttpResponse.BodyHandlers.ofString());
  }

  CompletableFuture<HttpResponse<String>> getLater(URI base, String path) {
    return client.sendAsync(
        HttpRequest.newBuilder(base.resolve(path)).timeout(PATIENCE).build(),
        HttpResponse.BodyHandlers.ofString());
  }

  public HttpResponse<String> send(URI base, String method, String path, String json)
      throws IOException, InterruptedException {
    return client.send(
        HttpRequest.newBuilder(base.resolve(path))
            .timeout(PATIENCE)
            .header("content-type", "application/json")
            .method(method, HttpRequest.BodyPublishers.ofString(json))
            .build(),
        HttpResponse.BodyHandlers.ofString());
  }

  @Override
  public void close() {
    process.destroyForcibly();
    client.close();
  }
}
