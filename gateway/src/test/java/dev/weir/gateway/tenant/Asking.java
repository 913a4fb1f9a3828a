package dev.weir.gateway.tenant;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.flow.concurrency.Priority;
import dev.weir.gateway.http.Head;
import dev.weir.gateway.http.HeadParser;
import dev.weir.gateway.settings.TenantSettings;
import dev.weir.gateway.settings.UserSettings;
import io.netty.buffer.Unpooled;
import java.net.InetSocketAddress;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** One connection and what it asks, without a connection. */
final class Asking {
  static final long NOW = System.nanoTime();

  private final Caller caller;

  Asking(String address) {
    caller = new Caller(new InetSocketAddress(address, 50_000), () -> null);
  }

  Caller caller() {
    return caller;
  }

  /** What comes of a request with these fields, however long it takes. */
  Identification identify(Identifier identifier, String... fields) throws Exception {
    Head head = head(fields);
    Identification found = identifier.identify(head, caller, NOW);
    if (found instanceof Identification.Later(var verdict)) {
      return identifier.settle(
          verdict.toCompletableFuture().get(20, TimeUnit.SECONDS), head, caller);
    }
    return found;
  }

  static Head head(String... fields) {
    HeadParser parser = HeadParser.ofRequests();
    parser.begin(64 * 1024);
    String text = "GET / HTTP/1.1\r\nHost: a\r\n" + String.join("\r\n", fields);
    String whole = text + (fields.length == 0 ? "\r\n" : "\r\n\r\n");
    assertThat(parser.feed(Unpooled.copiedBuffer(whole, ISO_8859_1)))
        .isEqualTo(HeadParser.Progress.COMPLETE);
    return parser.head();
  }

  static String basic(String user, String password) {
    return "Authorization: Basic " + base64(user + ":" + password);
  }

  static String apiKey(String id, String key) {
    return "Authorization: ApiKey " + base64(id + ":" + key);
  }

  private static String base64(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(UTF_8));
  }

  /** A tenant of users only. */
  static TenantSettings ofUsers(String name, UserSettings... users) {
    return new TenantSettings(
        name, Priority.HIGH, List.of(users), List.of(), List.of(), List.of(), List.of(), List.of());
  }

  /** A tenant of addresses only. */
  static TenantSettings ofAddresses(String name, String... addresses) {
    return new TenantSettings(
        name,
        Priority.LOW,
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        List.of(addresses));
  }
}
