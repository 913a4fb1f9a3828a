package dev.weir.gateway.remember;

import dev.weir.gateway.filter.Reply;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * An answer as a node has given it. Immutable.
 *
 * @param headers without those of the connection and of framing
 * @param body as it came, in whatever coding its headers say
 * @param at when it was given, in nanoseconds of the memory's clock
 */
@SuppressWarnings("ArrayRecordComponent") // Never compared, and never handed out to be written.
public record RememberedAnswer(
    int status, List<Map.Entry<String, String>> headers, byte[] body, long at) {
  /** What an entry takes beside its texts and its body, by and large. */
  private static final int OVERHEAD = 256;

  private static final int OVERHEAD_OF_HEADER = 112;

  /** The engines send this one back as it came; it is of a request, not of its answer. */
  private static final String OPAQUE_ID = "X-Opaque-Id";

  public RememberedAnswer {
    headers = List.copyOf(headers);
  }

  /** The memory that it takes, in bytes, by and large. */
  int weight() {
    int weight = OVERHEAD + body.length;
    for (Map.Entry<String, String> header : headers) {
      weight += OVERHEAD_OF_HEADER + header.getKey().length() + header.getValue().length();
    }
    return weight;
  }

  /**
   * What the client gets.
   *
   * @param opaqueId the request's own; null if it has none
   */
  Reply reply(@Nullable String opaqueId, long now) {
    List<Map.Entry<String, String>> fields = new ArrayList<>(headers.size() + 1);
    for (Map.Entry<String, String> header : headers) {
      if (!header.getKey().equalsIgnoreCase(OPAQUE_ID)) {
        fields.add(header);
      } else if (opaqueId != null) {
        fields.add(Map.entry(header.getKey(), opaqueId));
      }
    }
    long seconds = TimeUnit.NANOSECONDS.toSeconds(Math.max(0, now - at));
    fields.add(Map.entry("age", Long.toString(seconds)));
    return new Reply(status, fields, ByteBuffer.wrap(body).asReadOnlyBuffer());
  }
}
