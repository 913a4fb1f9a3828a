package dev.weir.app.river;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Pattern;

/** What a session was answered, without what differs from one to the next by itself. */
final class Transcript {
  /** Longer answers are told by their length and hash. */
  private static final int SHOWN = 8_000;

  private static final Pattern FLEETING =
      Pattern.compile(
          "(\"(?:took|_scroll_id|pit_id|creation_time|index_uuid|task_max_waiting_in_queue_millis)\""
              + " ?: ?)(?:\\d+|\"[^\"]*\")|(context found for id \\[)\\d+|(index"
              + " \\[[^/\\]]+/)[\\w-]+");

  private static final Pattern FLEETING_FIELD =
      Pattern.compile("(?i)(content-length|task_resource_usage): [^\r\n]+");

  private final List<String> lines = new ArrayList<>();

  void note(String step, String head, String body) {
    String steadyHead = FLEETING_FIELD.matcher(head).replaceAll("$1: *");
    String steady = FLEETING.matcher(body).replaceAll("$1$2$3*");
    lines.add(step + " → " + steadyHead + "\n" + (steady.length() > SHOWN ? told(steady) : steady));
  }

  List<String> lines() {
    return List.copyOf(lines);
  }

  private static String told(String body) {
    try {
      byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
      byte[] hash = MessageDigest.getInstance("SHA-256").digest(bytes);
      return bytes.length + " bytes, SHA-256 " + HexFormat.of().formatHex(hash);
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError(e);
    }
  }
}
