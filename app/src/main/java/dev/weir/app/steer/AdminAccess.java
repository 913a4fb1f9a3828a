package dev.weir.app.steer;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import picocli.CommandLine.Option;

/** Where the admin listener of a running gateway is, for commands that ask it. */
public final class AdminAccess {
  /** A connection is made, and an answer is there, within this. */
  private static final Duration BOUND = Duration.ofSeconds(5);

  @Option(
      names = "--admin",
      paramLabel = "URL",
      defaultValue = "${env:WEIR_ADMIN:-http://127.0.0.1:9280}",
      description = "The admin listener (default: $WEIR_ADMIN, else http://127.0.0.1:9280).")
  private URI admin = URI.create("http://127.0.0.1:9280");

  @Option(
      names = "--token",
      paramLabel = "TOKEN",
      defaultValue = "${env:WEIR_ADMIN_TOKEN:-" + Option.NULL_VALUE + "}",
      description = "The admin listener's token (default: $WEIR_ADMIN_TOKEN).")
  private @Nullable String token;

  /** Where it is, as it was given. */
  public URI address() {
    return admin;
  }

  /** What it wants to be shown; null if nothing. */
  public @Nullable String token() {
    return token;
  }

  /** A client to ask with. */
  public static HttpClient client() {
    return HttpClient.newBuilder().connectTimeout(BOUND).build();
  }

  /**
   * Asks and reads the answer.
   *
   * @param path with the query, encoded
   * @throws Refused if it says no; with its reason
   * @throws IOException if it does not answer, or no JSON
   */
  public Map<?, ?> ask(HttpClient client, String method, String path)
      throws IOException, InterruptedException, Refused {
    HttpResponse<String> response = checked(send(client, method, path));
    return read(response);
  }

  private HttpResponse<String> send(HttpClient client, String method, String path)
      throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(admin.resolve(path))
            .timeout(BOUND)
            .method(method, BodyPublishers.noBody());
    if (token != null) {
      request.header("Authorization", "Bearer " + token);
    }
    try {
      return client.send(request.build(), BodyHandlers.ofString());
    } catch (IOException e) {
      throw new Unanswered("no answer from " + admin + ": is weir running there?", e);
    }
  }

  private HttpResponse<String> checked(HttpResponse<String> response) throws IOException, Refused {
    if (response.statusCode() != 200) {
      Map<?, ?> answer = read(response);
      Object reason = answer.get("error") instanceof Map<?, ?> error ? error.get("reason") : null;
      throw new Refused(reason == null ? "answered " + response.statusCode() : reason.toString());
    }
    return response;
  }

  /**
   * Asks for a page and gives its text.
   *
   * @throws Refused if it says no; with its reason
   * @throws IOException if it does not answer
   */
  public String text(HttpClient client, String path)
      throws IOException, InterruptedException, Refused {
    return checked(send(client, "GET", path)).body();
  }

  private Map<?, ?> read(HttpResponse<String> response) throws IOException {
    try {
      // JSON is YAML, too, and a reader for that is here already.
      Object answer = new Load(LoadSettings.builder().build()).loadFromString(response.body());
      if (answer instanceof Map<?, ?> map) {
        return map;
      }
    } catch (YamlEngineException e) {
      // Said below.
    }
    throw new Unanswered(admin + " answered " + response.statusCode() + ", and no JSON", null);
  }

  /** A text as part of a path or a query. */
  public static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }

  /** There was no answer to show; the message is for whoever has asked. */
  public static final class Unanswered extends IOException {
    private static final long serialVersionUID = 1;

    public Unanswered(String reason, @Nullable Throwable cause) {
      super(reason, cause);
    }
  }

  /** The admin listener has said no. */
  public static final class Refused extends Exception {
    private static final long serialVersionUID = 1;

    Refused(String reason) {
      super(reason);
    }
  }
}
