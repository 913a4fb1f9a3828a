package dev.weir.search.profile;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.weir.search.json.Hashing;
import dev.weir.search.json.JsonSink;
import org.jspecify.annotations.Nullable;

/** Finds the indices that the header of a search in a {@code _msearch} names. */
final class HeaderReader implements JsonSink {
  private static final int MOST = 64 * 1024;
  private static final long INDEX = hash("index");
  private static final long INDICES = hash("indices");

  private final StringBuilder indices = new StringBuilder();
  private int depth;
  private boolean named;
  private boolean any;

  void begin() {
    indices.setLength(0);
    depth = 0;
    named = false;
    any = false;
  }

  @Nullable String indices() {
    return any ? indices.toString() : null;
  }

  @Override
  public void startObject() {
    depth++;
  }

  @Override
  public void endObject() {
    depth--;
  }

  @Override
  public void startArray() {
    depth++;
  }

  @Override
  public void endArray() {
    depth--;
  }

  @Override
  public void name(byte[] bytes, int from, int to, long hash) {
    named = depth == 1 && (hash == INDEX || hash == INDICES);
  }

  @Override
  public void string(byte[] bytes, int from, int to, boolean whole) {
    if (named && to > from && indices.length() < MOST) {
      if (any) {
        indices.append(',');
      }
      indices.append(new String(bytes, from, to - from, UTF_8));
      any = true;
    }
  }

  @Override
  public void number(long value, boolean integer) {}

  @Override
  public void bool(boolean value) {}

  @Override
  public void nothing() {}

  private static long hash(String name) {
    byte[] bytes = name.getBytes(UTF_8);
    return Hashing.of(bytes, 0, bytes.length);
  }
}
