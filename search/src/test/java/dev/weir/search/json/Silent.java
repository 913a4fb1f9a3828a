package dev.weir.search.json;

/** Hears everything and says nothing. */
final class Silent implements JsonSink {
  @Override
  public void startObject() {}

  @Override
  public void endObject() {}

  @Override
  public void startArray() {}

  @Override
  public void endArray() {}

  @Override
  public void name(byte[] bytes, int from, int to, long hash) {}

  @Override
  public void string(byte[] bytes, int from, int to, boolean whole) {}

  @Override
  public void number(long value, boolean integer) {}

  @Override
  public void bool(boolean value) {}

  @Override
  public void nothing() {}
}
