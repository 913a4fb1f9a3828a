package dev.weir.gateway.exchange;

import dev.weir.gateway.filter.BodyNeed;
import dev.weir.gateway.filter.BodyTransformer;
import dev.weir.gateway.filter.BodyWatcher;
import dev.weir.gateway.filter.Headers;
import dev.weir.gateway.filter.Response;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A response as filters see it; made only when there are filters. */
final class ResponseView implements Response {
  private final int status;
  private final @Nullable String endpoint;
  private final HeaderFields headers = new HeaderFields();
  private BodyNeed need = BodyNeed.none();
  private @Nullable ByteBuffer body;
  private @Nullable ByteBuffer newBody;
  private @Nullable List<BodyTransformer> transformers;
  private @Nullable List<BodyWatcher> watchers;

  ResponseView(int status, @Nullable String endpoint) {
    this.status = status;
    this.endpoint = endpoint;
  }

  void need(BodyNeed asked) {
    need = asked;
  }

  void body(@Nullable ByteBuffer whole) {
    body = whole;
  }

  HeaderFields fields() {
    return headers;
  }

  @Nullable ByteBuffer newBody() {
    return newBody;
  }

  @Nullable List<BodyTransformer> transformers() {
    return transformers;
  }

  @Nullable List<BodyWatcher> watchers() {
    return watchers;
  }

  @Override
  public int status() {
    return status;
  }

  @Override
  public Headers headers() {
    return headers;
  }

  @Override
  public @Nullable String endpoint() {
    return endpoint;
  }

  @Override
  public @Nullable ByteBuffer body() {
    if (newBody != null) {
      return newBody.asReadOnlyBuffer();
    }
    if (!(need instanceof BodyNeed.Whole)) {
      throw new IllegalStateException("the whole body was not asked for");
    }
    return body == null ? null : body.asReadOnlyBuffer();
  }

  @Override
  public void setBody(ByteBuffer replacement) {
    newBody = replacement.duplicate();
  }

  @Override
  public void transformBody(BodyTransformer transformer) {
    if (need instanceof BodyNeed.None) {
      throw new IllegalStateException("no body was asked for");
    }
    if (transformers == null) {
      transformers = new ArrayList<>(2);
    }
    transformers.add(transformer);
  }

  @Override
  public void watchBody(BodyWatcher watcher) {
    if (watchers == null) {
      watchers = new ArrayList<>(1);
    }
    watchers.add(watcher);
  }
}
