package dev.weir.gateway.fuzz;

import dev.weir.gateway.testing.Field;
import dev.weir.gateway.testing.Head;
import dev.weir.gateway.testing.Message;
import dev.weir.gateway.testing.WireReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What bytes mean, read as strictly as can be, and what of it a proxy sends on. */
final class Reference {
  private static final Set<String> HOP_BY_HOP =
      Set.of("connection", "keep-alive", "proxy-connection", "te", "upgrade", "http2-settings");

  private Reference() {}

  /** The requests that these bytes are, up to the first that is none or is incomplete. */
  static List<Message> requests(byte[] bytes) {
    WireReader reader = new WireReader(new ByteArrayInputStream(bytes));
    List<Message> requests = new ArrayList<>();
    try {
      reader.skipEmptyLines();
      Message request = reader.readRequest();
      while (request != null) {
        requests.add(request);
        reader.skipEmptyLines();
        request = reader.readRequest();
      }
    } catch (IOException e) {
      return requests;
    }
    return requests;
  }

  /** The final answer to a request of that method; null if there is none, or it is incomplete. */
  static @Nullable Message answer(byte[] bytes, String method) {
    WireReader reader = new WireReader(new ByteArrayInputStream(bytes));
    try {
      reader.skipEmptyLines();
      Head head = reader.readResponseHead();
      while (head != null && head.status() < 200) {
        if (head.status() == 101) {
          return null;
        }
        reader.skipEmptyLines();
        head = reader.readResponseHead();
      }
      return head == null ? null : reader.readResponseBody(head, method);
    } catch (IOException e) {
      return null;
    }
  }

  /** The target in the form that a server is asked in. */
  static String originForm(String target) {
    String lower = target.toLowerCase(Locale.ROOT);
    int authority = lower.startsWith("http://") ? 7 : lower.startsWith("https://") ? 8 : -1;
    if (authority < 0) {
      return target;
    }
    int end = authority;
    while (end < target.length() && target.charAt(end) != '/' && target.charAt(end) != '?') {
      end++;
    }
    String rest = target.substring(end);
    return rest.startsWith("/") ? rest : "/" + rest;
  }

  /** The fields of a head that go beyond this connection, in order. */
  static List<Field> sentOn(Head head) {
    Set<String> named =
        head.all("Connection").stream()
            .flatMap(value -> List.of(value.split(",", -1)).stream())
            .map(option -> option.strip().toLowerCase(Locale.ROOT))
            .collect(Collectors.toSet());
    return head.endToEnd().stream()
        .filter(field -> !HOP_BY_HOP.contains(field.name().toLowerCase(Locale.ROOT)))
        .filter(field -> !named.contains(field.name().toLowerCase(Locale.ROOT)))
        .toList();
  }
}
