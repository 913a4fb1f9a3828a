package dev.weir.search.json;

import static java.nio.charset.StandardCharsets.UTF_8;

/** Writes down what it is told, to be compared. */
final class Recorder implements JsonSink {
  private final StringBuilder events = new StringBuilder();

  @Override
  public void startObject() {
    events.append("{ ");
  }

  @Override
  public void endObject() {
    events.append("} ");
  }

  @Override
  public void startArray() {
    events.append("[ ");
  }

  @Override
  public void endArray() {
    events.append("] ");
  }

  @Override
  public void name(byte[] bytes, int from, int to, long hash) {
    if (hash != Hashing.of(bytes, from, to)) {
      throw new IllegalStateException("another hash");
    }
    events.append("name=").append(new String(bytes, from, to - from, UTF_8)).append(' ');
  }

  @Override
  public void string(byte[] bytes, int from, int to, boolean whole) {
    events.append(whole ? "text=" : "text~").append(new String(bytes, from, to - from, UTF_8));
    events.append(' ');
  }

  @Override
  public void number(long value, boolean integer) {
    events.append(integer ? "integer=" : "number=").append(value).append(' ');
  }

  @Override
  public void bool(boolean value) {
    events.append(value).append(' ');
  }

  @Override
  public void nothing() {
    events.append("null ");
  }

  @Override
  public String toString() {
    return events.toString();
  }
}
