package dev.weir.bench.micro;

import dev.weir.flow.concurrency.Priority;
import dev.weir.gateway.http.Head;
import dev.weir.gateway.http.HeadParser;
import dev.weir.gateway.settings.Admission;
import dev.weir.gateway.settings.Secret;
import dev.weir.gateway.settings.TenantHeaderSettings;
import dev.weir.gateway.settings.TenantSettings;
import dev.weir.gateway.settings.TenantsSettings;
import dev.weir.gateway.settings.UserSettings;
import dev.weir.gateway.tenant.Caller;
import dev.weir.gateway.tenant.Identification;
import dev.weir.gateway.tenant.Identifier;
import dev.weir.gateway.tenant.Verifications;
import io.netty.buffer.Unpooled;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/**
 * Whose a request is, of a service's head with thirteen fields and a hundred tenants: by
 * credentials that its connection has shown before, by those that it shows for the first time, by a
 * header, and by its connection's address.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class TenantBench {
  private static final int TENANTS = 100;

  private final Verifications verifications = new Verifications();
  private final Identifier identifier =
      Identifier.of(tenants(), false, verifications, InstantSource.system());
  private final Caller caller = caller("192.0.2.1");
  private final Caller[] newcomers = new Caller[1024];
  private final Caller near = caller("10.0.7.1");
  private final Head shown = head("Authorization: Basic " + base64("user7:password7") + "\r\n");
  private final Head named = head("X-Tenant: tenant7\r\n");
  private final Head bare = head("");
  private final long now = System.nanoTime();
  private int next;

  /** Lets the connection show its credentials once. */
  @Setup
  public void show() {
    identifier.identify(shown, caller, now);
  }

  @TearDown
  public void stop() {
    verifications.close();
  }

  @Benchmark
  public Identification credentialsShownAgain() {
    return identifier.identify(shown, caller, now);
  }

  @Benchmark
  public Identification credentialsOfANewConnection() {
    int at = next++ & (newcomers.length - 1);
    newcomers[at] = caller("192.0.2.1");
    return identifier.identify(shown, newcomers[at], now);
  }

  @Benchmark
  public Identification header() {
    return identifier.identify(named, caller, now);
  }

  @Benchmark
  public Identification address() {
    return identifier.identify(bare, near, now);
  }

  private static TenantsSettings tenants() {
    List<TenantSettings> known = new ArrayList<>();
    for (int i = 0; i < TENANTS; i++) {
      known.add(
          new TenantSettings(
              "tenant" + i,
              Priority.NORMAL,
              List.of(new UserSettings("user" + i, new Secret("password" + i), null)),
              List.of(),
              List.of(),
              List.of(),
              List.of(new TenantHeaderSettings("X-Tenant", "tenant" + i)),
              List.of("10.0." + i + ".0/24")));
    }
    return new TenantsSettings(known, List.of(), Admission.REFUSE, null, Priority.LOW);
  }

  private static Caller caller(String address) {
    return new Caller(new InetSocketAddress(InetAddress.ofLiteral(address), 50_000), () -> null);
  }

  private static Head head(String field) {
    String text =
        """
        POST /bills-2026-01,bills-2026-02/_search?ignore_unavailable=true&typed_keys=true HTTP/1.1
        Host: search.example.com:9200
        User-Agent: opensearch-java/3.7.0 (Java/25)
        Accept: application/json
        Accept-Encoding: gzip,x-gzip,deflate
        Connection: keep-alive
        Content-Type: application/json; charset=UTF-8
        X-Opaque-Id: 6f0a1c2e-48d1-4b0e-9a57-0b6c3f3d0f11
        X-Request-Id: 0d2e5b7c-91aa-4f3b-8d64-5e2f7a9b1c34
        X-Forwarded-For: 10.12.1.7, 10.12.0.3
        X-Forwarded-Proto: https
        traceparent: 00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01
        Content-Length: 0
        """;
    HeadParser parser = HeadParser.ofRequests();
    parser.begin(64 * 1024);
    String whole = text.replace("\n", "\r\n") + field + "\r\n";
    if (parser.feed(Unpooled.copiedBuffer(whole, StandardCharsets.US_ASCII))
        != HeadParser.Progress.COMPLETE) {
      throw new IllegalStateException("not a head");
    }
    return parser.head();
  }

  private static String base64(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.US_ASCII));
  }
}
