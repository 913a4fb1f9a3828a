package dev.weir.app.admin;

import com.sun.net.httpserver.Headers;
import dev.weir.gateway.settings.Secret;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Locale;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Decides who may call the admin listener. With a token, whoever shows it. Without one the listener
 * is on loopback, and what is left to fear is a web page in a browser on this machine: a page that
 * was served under a name which now points to loopback shows in {@code Host}, and one that posts
 * across sites shows in {@code Origin}.
 */
final class Gatekeeper {
  private final Supplier<@Nullable Secret> token;

  Gatekeeper(Supplier<@Nullable Secret> token) {
    this.token = token;
  }

  /** Why the request is turned away; null if it may pass. */
  @Nullable Answer check(Headers headers) {
    Secret expected = token.get();
    if (expected != null) {
      return isShown(expected, headers.getFirst("Authorization"))
          ? null
          : Answer.error(401, "unauthorized", "a bearer token is needed here")
              .with("WWW-Authenticate", "Bearer realm=\"weir\"");
    }
    String host = headers.getFirst("Host");
    if (host == null || !isLoopback("http://" + host)) {
      return Answer.error(
          403, "foreign_host", "Host: " + host + " (expected: localhost or a loopback address)");
    }
    String origin = headers.getFirst("Origin");
    if (origin != null && !isLoopback(origin)) {
      return Answer.error(
          403, "foreign_origin", "Origin: " + origin + " (expected: none, or this listener)");
    }
    return null;
  }

  /** Takes equally long wherever the two differ. */
  private static boolean isShown(Secret expected, @Nullable String authorization) {
    String scheme = "Bearer ";
    return authorization != null
        && authorization.regionMatches(true, 0, scheme, 0, scheme.length())
        && MessageDigest.isEqual(
            expected.value().getBytes(StandardCharsets.UTF_8),
            authorization.substring(scheme.length()).strip().getBytes(StandardCharsets.UTF_8));
  }

  /** Told from the text alone: asking the name service is what an attacker would want. */
  private static boolean isLoopback(String uri) {
    try {
      String host = URI.create(uri).getHost();
      return host != null
          && (host.toLowerCase(Locale.ROOT).equals("localhost")
              || host.equals("[::1]")
              || host.matches("127(\\.\\d{1,3}){3}"));
    } catch (IllegalArgumentException e) {
      return false;
    }
  }
}
