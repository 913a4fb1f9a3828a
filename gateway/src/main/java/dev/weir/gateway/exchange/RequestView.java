package dev.weir.gateway.exchange;

import dev.weir.gateway.filter.AttributeKey;
import dev.weir.gateway.filter.BodyNeed;
import dev.weir.gateway.filter.BodyTransformer;
import dev.weir.gateway.filter.Headers;
import dev.weir.gateway.filter.Request;
import dev.weir.gateway.filter.Tenant;
import dev.weir.gateway.http.FieldSyntax;
import dev.weir.gateway.http.Head;
import dev.weir.gateway.http.Target;
import dev.weir.search.Operation;
import dev.weir.search.Operations;
import dev.weir.search.Payload;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A request as filters and the observer see it: made into objects only as far as they ask. */
final class RequestView implements Request {
  private static final InetSocketAddress NOBODY = new InetSocketAddress(0);

  private final HeaderFields headers = new HeaderFields();
  private final NamedIndices indices = new NamedIndices();
  private @Nullable Head head;
  private int pathStart;
  private @Nullable String target;
  private Operation operation = Operation.UNKNOWN;
  private InetSocketAddress client = NOBODY;
  private String route = "";
  private Tenant tenant = Tenant.UNKNOWN;
  private @Nullable String user;
  private BodyNeed need = BodyNeed.none();
  private @Nullable BodyContents contents;
  private @Nullable ByteBuffer newBody;
  private @Nullable List<BodyTransformer> transformers;
  private @Nullable IdentityHashMap<AttributeKey<?>, Object> attributes;

  void begin(InetSocketAddress from) {
    client = from;
  }

  void head(Head newHead, int newPathStart, Operation newOperation, String newRoute) {
    head = newHead;
    pathStart = newPathStart;
    operation = newOperation;
    route = newRoute;
    headers.begin(newHead);
  }

  void identified(Tenant whose, @Nullable String who) {
    tenant = whose;
    user = who;
  }

  void need(BodyNeed asked, @Nullable BodyContents collected) {
    need = asked;
    contents = collected;
  }

  void clear() {
    headers.clear();
    head = null;
    pathStart = 0;
    target = null;
    operation = Operation.UNKNOWN;
    client = NOBODY;
    route = "";
    tenant = Tenant.UNKNOWN;
    user = null;
    need = BodyNeed.none();
    contents = null;
    newBody = null;
    transformers = null;
    if (attributes != null) {
      attributes.clear();
    }
  }

  HeaderFields fields() {
    return headers;
  }

  boolean isTargetChanged() {
    return target != null;
  }

  @Nullable ByteBuffer newBody() {
    return newBody;
  }

  @Nullable List<BodyTransformer> transformers() {
    return transformers;
  }

  @Override
  public String method() {
    return head == null ? "" : head.method();
  }

  @Override
  public String target() {
    if (target != null) {
      return target;
    }
    return head == null ? "" : text(head, pathStart, head.targetEnd());
  }

  @Override
  public String path() {
    if (target != null) {
      int end = target.indexOf('?');
      return end < 0 ? target : target.substring(0, end);
    }
    return head == null ? "" : text(head, pathStart, Target.pathEnd(head, pathStart));
  }

  @Override
  public @Nullable String query() {
    if (target != null) {
      int mark = target.indexOf('?');
      return mark < 0 ? null : target.substring(mark + 1);
    }
    int pathEnd = head == null ? 0 : Target.pathEnd(head, pathStart);
    return head == null || pathEnd == head.targetEnd()
        ? null
        : text(head, pathEnd + 1, head.targetEnd());
  }

  private static String text(Head head, int from, int to) {
    return new String(head.bytes(), from, to - from, StandardCharsets.ISO_8859_1);
  }

  @Override
  public void setTarget(String newTarget) {
    FieldSyntax.checkTarget(newTarget);
    target = newTarget;
  }

  @Override
  public Operation operation() {
    return operation;
  }

  @Override
  public Payload payload() {
    return head == null
        ? Payload.OTHER
        : Operations.payload(head.bytes(), pathStart, Target.pathEnd(head, pathStart));
  }

  @Override
  public @Nullable String indices() {
    return head == null ? null : indices.of(head, pathStart);
  }

  @Override
  public Headers headers() {
    return headers;
  }

  @Override
  public InetSocketAddress client() {
    return client;
  }

  @Override
  public String route() {
    return route;
  }

  @Override
  public Tenant tenant() {
    return tenant;
  }

  @Override
  public @Nullable String user() {
    return user;
  }

  @Override
  public @Nullable ByteBuffer body() {
    if (newBody != null) {
      return newBody.asReadOnlyBuffer();
    }
    if (!(need instanceof BodyNeed.Whole whole)) {
      throw new IllegalStateException("the whole body was not asked for");
    }
    return contents == null || contents.exceeds(whole.limit()) ? null : contents.data();
  }

  @Override
  public ByteBuffer bodyStart() {
    if (newBody != null) {
      return newBody.asReadOnlyBuffer();
    }
    if (!(need instanceof BodyNeed.Whole whole)) {
      throw new IllegalStateException("the whole body was not asked for");
    }
    return contents == null ? ByteBuffer.allocate(0) : contents.start(whole.limit());
  }

  @Override
  public boolean isBodyDenied() {
    return newBody == null && contents != null && contents.isDenied();
  }

  @Override
  public void setBody(ByteBuffer body) {
    newBody = body.duplicate();
  }

  @Override
  public void transformBody(BodyTransformer transformer) {
    if (!(need instanceof BodyNeed.Streamed)) {
      throw new IllegalStateException("a streamed body was not asked for");
    }
    if (transformers == null) {
      transformers = new ArrayList<>(2);
    }
    transformers.add(transformer);
  }

  @Override
  public <T> @Nullable T attribute(AttributeKey<T> key) {
    Object value = attributes == null ? null : attributes.get(key);
    return value == null ? null : key.cast(value);
  }

  @Override
  public <T> void setAttribute(AttributeKey<T> key, T value) {
    if (attributes == null) {
      attributes = new IdentityHashMap<>(4);
    }
    attributes.put(key, value);
  }
}
