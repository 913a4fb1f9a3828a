package dev.weir.gateway.remember;

import dev.weir.flow.concurrency.Priority;
import dev.weir.gateway.filter.AttributeKey;
import dev.weir.gateway.filter.BodyTransformer;
import dev.weir.gateway.filter.Headers;
import dev.weir.gateway.filter.Request;
import dev.weir.gateway.filter.Tenant;
import dev.weir.search.Operation;
import dev.weir.search.Payload;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** A read as it was asked; the rest of a request is not there. */
record AskedRead(
    String method,
    String target,
    Operation operation,
    String owner,
    @Nullable String user,
    List<Map.Entry<String, String>> fields)
    implements Request, Headers {

  static AskedRead search() {
    return new AskedRead(
        "POST",
        "/bills/_search",
        Operation.SEARCH,
        "bills",
        null,
        List.of(Map.entry("Content-Type", "application/json")));
  }

  AskedRead by(String method) {
    return new AskedRead(method, target, operation, owner, user, fields);
  }

  AskedRead at(String target) {
    return new AskedRead(method, target, operation, owner, user, fields);
  }

  AskedRead of(String tenant) {
    return new AskedRead(method, target, operation, tenant, user, fields);
  }

  AskedRead from(String who) {
    return new AskedRead(method, target, operation, owner, who, fields);
  }

  AskedRead showing(String name, String value) {
    return new AskedRead(
        method, target, operation, owner, user, List.of(fields.getFirst(), Map.entry(name, value)));
  }

  Question asking(String body) {
    return new Question(this, ByteBuffer.wrap(body.getBytes(StandardCharsets.UTF_8)));
  }

  @Override
  public String path() {
    return target.replaceFirst("\\?.*", "");
  }

  @Override
  public @Nullable String query() {
    int mark = target.indexOf('?');
    return mark < 0 ? null : target.substring(mark + 1);
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
    return this;
  }

  @Override
  public InetSocketAddress client() {
    return new InetSocketAddress(InetAddress.getLoopbackAddress(), 1);
  }

  @Override
  public String route() {
    return "default";
  }

  @Override
  public Tenant tenant() {
    return new Tenant(owner, Priority.NORMAL);
  }

  @Override
  public @Nullable String get(String name) {
    return all(name).isEmpty() ? null : all(name).getFirst();
  }

  @Override
  public List<String> all(String name) {
    return fields.stream()
        .filter(field -> field.getKey().equalsIgnoreCase(name))
        .map(Map.Entry::getValue)
        .toList();
  }

  @Override
  public void forEach(BiConsumer<String, String> visitor) {
    fields.forEach(field -> visitor.accept(field.getKey(), field.getValue()));
  }

  @Override
  public void set(String name, String value) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void add(String name, String value) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void remove(String name) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void setTarget(String other) {
    throw new UnsupportedOperationException();
  }

  @Override
  public ByteBuffer bodyStart() {
    throw new IllegalStateException("not asked for");
  }

  @Override
  public @Nullable ByteBuffer body() {
    throw new UnsupportedOperationException();
  }

  @Override
  public void setBody(ByteBuffer body) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void transformBody(BodyTransformer transformer) {
    throw new UnsupportedOperationException();
  }

  @Override
  public <T> @Nullable T attribute(AttributeKey<T> key) {
    return null;
  }

  @Override
  public <T> void setAttribute(AttributeKey<T> key, T value) {
    throw new UnsupportedOperationException();
  }
}
