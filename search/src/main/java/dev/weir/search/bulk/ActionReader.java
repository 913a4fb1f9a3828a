package dev.weir.search.bulk;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.weir.search.json.Hashing;
import dev.weir.search.json.JsonSink;

/** Reads the action of one item of a bulk: which it is, and whether it names an id. */
final class ActionReader implements JsonSink {
  private static final long DELETE = hash("delete");
  private static final long UPDATE = hash("update");
  private static final long ID = hash("_id");

  private int depth;
  private boolean deletes;
  private boolean updates;
  private boolean atId;
  private boolean id;

  void begin() {
    depth = 0;
    deletes = false;
    updates = false;
    atId = false;
    id = false;
  }

  /** Whether the engine would choose the id. */
  boolean lacksId() {
    return !id && !deletes && !updates;
  }

  /** Whether a line with a document follows. */
  boolean hasDocument() {
    return !deletes;
  }

  @Override
  public void name(byte[] bytes, int from, int to, long hash) {
    atId = depth == 2 && hash == ID;
    if (depth == 1) {
      deletes = hash == DELETE;
      updates = hash == UPDATE;
    }
  }

  @Override
  public void string(byte[] bytes, int from, int to, boolean whole) {
    id |= atId && to > from;
  }

  @Override
  public void number(long value, boolean integer) {
    id |= atId;
  }

  @Override
  public void bool(boolean value) {
    id |= atId;
  }

  @Override
  public void nothing() {}

  @Override
  public void startObject() {
    depth++;
    atId = false;
  }

  @Override
  public void endObject() {
    depth--;
  }

  @Override
  public void startArray() {
    depth++;
    atId = false;
  }

  @Override
  public void endArray() {
    depth--;
  }

  private static long hash(String name) {
    byte[] bytes = name.getBytes(US_ASCII);
    return Hashing.of(bytes, 0, bytes.length);
  }
}
