package dev.weir.app.river;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPOutputStream;

/** One run of {@code curl}, and so one connection, for every call. */
final class CurlSender implements CallSender {
  private static final String PATIENCE_SECONDS = "30";

  private final String base;
  private final Way way;
  private final Path input;

  /** How it sends bodies and what it asks for. */
  enum Way {
    PLAIN,
    GZIP,
    CHUNKED,
    HTTP_1_0;

    private List<String> always() {
      return switch (this) {
        case PLAIN, CHUNKED -> List.of();
        case GZIP -> List.of("-H", "Accept-Encoding: gzip", "--compressed");
        case HTTP_1_0 -> List.of("--http1.0");
      };
    }

    private List<String> withBody() {
      return switch (this) {
        case PLAIN, HTTP_1_0 -> List.of("--data-binary", "@-");
        case GZIP -> List.of("-H", "Content-Encoding: gzip", "--data-binary", "@-");
        case CHUNKED -> List.of("-T", "-");
      };
    }
  }

  CurlSender(int port, Way way, Path folder) {
    this.base = "http://127.0.0.1:" + port;
    this.way = way;
    this.input = folder.resolve("body");
  }

  static boolean present() {
    String path = System.getenv().getOrDefault("PATH", "");
    return Arrays.stream(path.split(File.pathSeparator, -1))
        .anyMatch(folder -> Files.isExecutable(Path.of(folder, "curl")));
  }

  @Override
  public Answer send(Call call) throws IOException {
    List<String> command = new ArrayList<>(List.of("curl", "-q", "-g", "-sS"));
    command.addAll(List.of("--noproxy", "*", "--max-time", PATIENCE_SECONDS));
    command.addAll(
        call.method().equals("HEAD") ? List.of("-I") : List.of("-i", "-X", call.method()));
    command.addAll(way.always());
    if (!call.body().isEmpty()) {
      command.addAll(way.withBody());
      command.addAll(List.of("-H", "Content-Type: " + call.type()));
    }
    command.add(base + call.target());
    try (OutputStream out = Files.newOutputStream(input);
        OutputStream encoded = way == Way.GZIP ? new GZIPOutputStream(out) : out) {
      encoded.write(call.body().getBytes(StandardCharsets.UTF_8));
    }
    return answer(run(command));
  }

  private String run(List<String> command) throws IOException {
    Process curl =
        new ProcessBuilder(command)
            .redirectInput(input.toFile())
            .redirectError(Redirect.INHERIT)
            .start();
    try (InputStream output = curl.getInputStream()) {
      String said = new String(output.readAllBytes(), StandardCharsets.UTF_8);
      int code = curl.waitFor();
      if (code != 0) {
        throw new IOException("curl ended with " + code + ": " + command);
      }
      return said;
    } catch (InterruptedException e) {
      curl.destroyForcibly();
      Thread.currentThread().interrupt();
      throw new IOException("interrupted: " + command, e);
    }
  }

  /** Interim answers belong to the head. */
  private static Answer answer(String said) {
    int start = 0;
    int end = said.indexOf("\r\n\r\n");
    while (said.startsWith(" 100 ", start + "HTTP/1.1".length())) {
      start = end + 4;
      end = said.indexOf("\r\n\r\n", start);
    }
    int status = Integer.parseInt(said.substring(start + 9, start + 12));
    return new Answer(status, said.substring(0, end), said.substring(end + 4));
  }
}
