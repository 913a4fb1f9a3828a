package dev.weir.app.suggest;

import dev.weir.app.CommandFailed;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** Reads pages of a running gateway's admin listener. */
final class AdminClient implements AutoCloseable {
  private static final Duration BOUND = Duration.ofSeconds(5);

  private final HttpClient client = HttpClient.newBuilder().connectTimeout(BOUND).build();
  private final URI admin;
  private final @Nullable String token;

  AdminClient(URI admin, @Nullable String token) {
    this.admin = admin;
    this.token = token;
  }

  /**
   * What a page says, as maps and lists.
   *
   * @throws CommandFailed if it does not answer, or not so
   */
  Map<?, ?> read(String page) throws InterruptedException {
    HttpRequest.Builder request = HttpRequest.newBuilder(admin.resolve(page)).timeout(BOUND);
    if (token != null) {
      request.header("Authorization", "Bearer " + token);
    }
    HttpResponse<String> response;
    try {
      response = client.send(request.build(), BodyHandlers.ofString());
    } catch (IOException e) {
      throw new CommandFailed("no answer from " + admin + ": is weir running there?", e);
    }
    if (response.statusCode() != 200) {
      throw new CommandFailed(admin.resolve(page) + " answered " + response.statusCode());
    }
    // JSON is YAML, too, and a reader for that is here already.
    Object answer = new Load(LoadSettings.builder().build()).loadFromString(response.body());
    if (answer instanceof Map<?, ?> map) {
      return map;
    }
    throw new CommandFailed(admin.resolve(page) + " answered what is no object");
  }

  @Override
  public void close() {
    client.close();
  }
}
