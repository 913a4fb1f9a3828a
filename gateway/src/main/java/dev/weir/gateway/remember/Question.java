package dev.weir.gateway.remember;

import dev.weir.gateway.filter.Request;
import dev.weir.search.Operation;
import dev.weir.search.Operations;
import dev.weir.search.answer.WholeAnswer;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A read that may have been asked before. Two are the same only if nothing differs on which the
 * answer could hang: method, target, body, tenant, user, and all headers but those that are known
 * to change nothing. So an answer never reaches another caller, whatever the cluster takes a caller
 * by. Valid as long as its request is.
 *
 * @param body all of it
 */
public record Question(Request request, ByteBuffer body) {
  /** Headers of the connection, of tracing and of the client's kind; they change no answer. */
  private static final Set<String> HARMLESS =
      Set.of(
          "host",
          "connection",
          "keep-alive",
          "proxy-connection",
          "te",
          "trailer",
          "upgrade",
          "http2-settings",
          "expect",
          "content-length",
          "transfer-encoding",
          "user-agent",
          "x-elastic-client-meta",
          "x-opaque-id",
          "x-request-id",
          "traceparent",
          "tracestate");

  private static final ThreadLocal<MessageDigest> SHA_256 =
      ThreadLocal.withInitial(Question::digest);

  /** Whether a request is one whose answer can be remembered, as far as its head tells. */
  public static boolean canBe(Request request) {
    return WholeAnswer.isTold(request.operation())
        && (request.method().equals("GET") || request.method().equals("POST"))
        && !opensCursor(request);
  }

  private static boolean opensCursor(Request request) {
    String query = request.operation() == Operation.SEARCH ? request.query() : null;
    if (query == null) {
      return false;
    }
    byte[] target = ("?" + query).getBytes(StandardCharsets.ISO_8859_1);
    return Operations.hasParameter(target, 0, target.length, "scroll");
  }

  private static MessageDigest digest() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has it", e);
    }
  }

  /**
   * What it is found again by.
   *
   * @param ignored further headers that change nothing, in lower case
   */
  AnswerKey key(long generation, String cluster, Set<String> ignored) {
    MessageDigest digest = SHA_256.get();
    digest.reset();
    add(digest, request.method());
    add(digest, request.target());
    add(digest, request.tenant().name());
    add(digest, request.user());
    request
        .headers()
        .forEach(
            (name, value) -> {
              String lower = name.toLowerCase(Locale.ROOT);
              if (!HARMLESS.contains(lower) && !ignored.contains(lower)) {
                add(digest, lower);
                add(digest, value);
              }
            });
    // What is last needs no length: nothing can be taken for a part of what is before it.
    digest.update(new byte[Integer.BYTES]);
    digest.update(body.duplicate());
    ByteBuffer sum = ByteBuffer.wrap(digest.digest()).order(ByteOrder.BIG_ENDIAN);
    return new AnswerKey(
        generation, cluster, sum.getLong(), sum.getLong(), sum.getLong(), sum.getLong());
  }

  /** Each part with its length, so that no two lists of parts are the same bytes. */
  private static void add(MessageDigest digest, @Nullable String part) {
    byte[] bytes = part == null ? new byte[0] : part.getBytes(StandardCharsets.UTF_8);
    // One more than it is, so that absent and empty differ, and 0 is no part at all.
    int length = part == null ? 1 : bytes.length + 2;
    digest.update((byte) (length >> 24));
    digest.update((byte) (length >> 16));
    digest.update((byte) (length >> 8));
    digest.update((byte) length);
    digest.update(bytes);
  }
}
