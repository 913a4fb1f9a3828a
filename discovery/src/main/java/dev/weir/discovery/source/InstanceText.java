package dev.weir.discovery.source;

import com.fasterxml.jackson.core.JsonParser;
import dev.weir.gateway.discovery.Instance;
import dev.weir.gateway.discovery.Instance.Phase;
import dev.weir.gateway.discovery.InstanceJson;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * An instance as it is written in a registry that keeps any text: {@code host:port}, a URL, Weir's
 * own JSON, or an object with {@code address} (or {@code host}, {@code ip}), {@code port}, {@code
 * sslPort} and {@code enabled}, which is what Curator's service discovery writes.
 */
final class InstanceText {
  private InstanceText() {}

  /**
   * Reads one.
   *
   * @throws IllegalArgumentException if it is none of these
   */
  static Instance read(String text) {
    String trimmed = text.strip();
    if (!trimmed.startsWith("{")) {
      return Instance.of(URI.create(trimmed.contains("://") ? trimmed : "http://" + trimmed));
    }
    try {
      Object tree = JsonTree.read(trimmed.getBytes(StandardCharsets.UTF_8));
      String address = JsonTree.text(tree, "address");
      return address != null && address.contains("://") ? own(trimmed) : foreign(tree);
    } catch (IOException e) {
      throw new IllegalArgumentException(e.getMessage(), e);
    }
  }

  private static Instance own(String text) throws IOException {
    try (JsonParser json = JsonTree.JSON.createParser(text)) {
      json.nextToken();
      return InstanceJson.read(json);
    }
  }

  private static Instance foreign(@Nullable Object tree) {
    String host = JsonTree.text(tree, "address");
    host = host == null ? JsonTree.text(tree, "host") : host;
    host = host == null ? JsonTree.text(tree, "ip") : host;
    if (host == null) {
      throw new IllegalArgumentException("address: nothing (expected: a host)");
    }
    int secure = (int) JsonTree.number(tree, 0, "sslPort");
    int port = secure > 0 ? secure : (int) JsonTree.number(tree, 0, "port");
    URI uri = uri(secure > 0, host, port);
    Instance instance =
        Instance.of(uri)
            .withWeight((int) JsonTree.number(tree, Instance.USUAL_WEIGHT, "weight"))
            .withZone(JsonTree.text(tree, "zone"));
    return JsonTree.is(tree, false, "enabled") ? instance.withPhase(Phase.DRAINING) : instance;
  }

  /** The address of a host and a port; an IPv6 address gets its brackets. */
  static URI uri(boolean secure, String host, int port) {
    String bracketed = host.contains(":") && !host.startsWith("[") ? "[" + host + "]" : host;
    return URI.create((secure ? "https" : "http") + "://" + bracketed + ":" + port);
  }
}
