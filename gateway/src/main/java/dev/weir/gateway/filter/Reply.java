package dev.weir.gateway.filter;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A whole answer given by a filter. Weir adds {@code Content-Length}.
 *
 * @param status 200 to 599
 * @param headers fields in order
 * @param body the bytes between its position and limit, not to be changed afterwards
 */
public record Reply(int status, List<Map.Entry<String, String>> headers, ByteBuffer body) {
  public Reply {
    if (status < 200 || status > 599) {
      throw new IllegalArgumentException("status: " + status + " (expected: 200 to 599)");
    }
    headers = List.copyOf(headers);
  }

  /** A reply of JSON text. */
  public static Reply json(int status, String json) {
    return new Reply(
        status,
        List.of(Map.entry("content-type", "application/json; charset=UTF-8")),
        StandardCharsets.UTF_8.encode(json));
  }

  /** This reply with one more header field. */
  public Reply with(String name, String value) {
    List<Map.Entry<String, String>> more = new ArrayList<>(headers);
    more.add(Map.entry(name, value));
    return new Reply(status, more, body);
  }
}
