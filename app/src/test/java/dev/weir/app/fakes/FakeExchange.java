package dev.weir.app.fakes;

import dev.weir.flow.concurrency.Priority;
import dev.weir.gateway.filter.AttributeKey;
import dev.weir.gateway.filter.BodyTransformer;
import dev.weir.gateway.filter.ExchangeEnd;
import dev.weir.gateway.filter.Headers;
import dev.weir.gateway.filter.Outcome;
import dev.weir.gateway.filter.Request;
import dev.weir.gateway.filter.Tenant;
import dev.weir.search.Operation;
import dev.weir.search.Payload;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** An exchange that is over: a search that a node answered in 3 ms, unless told otherwise. */
public record FakeExchange(
    String target,
    String route,
    Operation operation,
    Outcome outcome,
    int status,
    @Nullable String endpoint,
    int attempts,
    Map<String, String> fields)
    implements Request, ExchangeEnd {

  private static final Tenant TENANT = new Tenant("bills", Priority.HIGH);

  public static FakeExchange search() {
    return new FakeExchange(
        "/bills/_search?q=a%20b",
        "default", Operation.SEARCH, Outcome.ANSWERED, 200, "10.0.0.1:9200", 1, Map.of());
  }

  public FakeExchange withTarget(String wanted) {
    return new FakeExchange(wanted, route, operation, outcome, status, endpoint, attempts, fields);
  }

  public FakeExchange withRoute(String wanted) {
    return new FakeExchange(target, wanted, operation, outcome, status, endpoint, attempts, fields);
  }

  public FakeExchange withHeaders(Map<String, String> wanted) {
    return new FakeExchange(target, route, operation, outcome, status, endpoint, attempts, wanted);
  }

  public FakeExchange endedAs(Outcome how, int sent, @Nullable String by, int tries) {
    return new FakeExchange(target, route, operation, how, sent, by, tries, fields);
  }

  @Override
  public String method() {
    return "POST";
  }

  @Override
  public String path() {
    return target.replaceFirst("\\?.*", "");
  }

  @Override
  public @Nullable String query() {
    return null;
  }

  @Override
  public Payload payload() {
    return Payload.QUERY;
  }

  @Override
  public @Nullable String indices() {
    return "bills";
  }

  @Override
  public Headers headers() {
    return new FakeHeaders(fields);
  }

  @Override
  public InetSocketAddress client() {
    return new InetSocketAddress(InetAddress.getLoopbackAddress(), 50_000);
  }

  @Override
  public Tenant tenant() {
    return TENANT;
  }

  @Override
  public @Nullable String user() {
    return null;
  }

  @Override
  public @Nullable String lane() {
    return endpoint == null ? null : "rest";
  }

  @Override
  public long waitedNanos() {
    return endpoint == null ? 0 : 500_000;
  }

  @Override
  public boolean itemsRejected() {
    return false;
  }

  @Override
  public long durationNanos() {
    return 3_000_000;
  }

  @Override
  public long upstreamNanos() {
    return endpoint == null ? -1 : 2_000_000;
  }

  @Override
  public long requestBytes() {
    return 300;
  }

  @Override
  public long responseBytes() {
    return 2_000;
  }

  @Override
  public void setTarget(String target) {
    throw new UnsupportedOperationException("an exchange that is over");
  }

  @Override
  public @Nullable ByteBuffer body() {
    throw new IllegalStateException("not asked for");
  }

  @Override
  public ByteBuffer bodyStart() {
    throw new IllegalStateException("not asked for");
  }

  @Override
  public void setBody(ByteBuffer body) {
    throw new UnsupportedOperationException("an exchange that is over");
  }

  @Override
  public void transformBody(BodyTransformer transformer) {
    throw new UnsupportedOperationException("an exchange that is over");
  }

  @Override
  public <T> @Nullable T attribute(AttributeKey<T> key) {
    return null;
  }

  @Override
  public <T> void setAttribute(AttributeKey<T> key, T value) {
    throw new UnsupportedOperationException("an exchange that is over");
  }

  private record FakeHeaders(Map<String, String> fields) implements Headers {
    @Override
    public @Nullable String get(String name) {
      return fields.get(name);
    }

    @Override
    public List<String> all(String name) {
      String value = fields.get(name);
      return value == null ? List.of() : List.of(value);
    }

    @Override
    public void forEach(BiConsumer<String, String> visitor) {
      fields.forEach(visitor);
    }

    @Override
    public void set(String name, String value) {
      throw new UnsupportedOperationException("an exchange that is over");
    }

    @Override
    public void add(String name, String value) {
      throw new UnsupportedOperationException("an exchange that is over");
    }

    @Override
    public void remove(String name) {
      throw new UnsupportedOperationException("an exchange that is over");
    }
  }
}
