package dev.weir.search.scroll;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.weir.search.body.BodyFormat;
import dev.weir.search.body.BodyReader;
import dev.weir.search.json.Bounds;
import dev.weir.search.json.Hashing;
import dev.weir.search.json.JsonSink;
import dev.weir.search.json.Oddities;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads which scrolls a request moves or closes: {@code scroll_id}, one or several, in its body, or
 * else in its path or its parameters, as engines do. Never throws, whatever the bytes. Used by one
 * thread, and again after {@link #begin}.
 */
public final class ScrollReader implements JsonSink {
  /** So many ids of one request are read. */
  public static final int MOST_IDS = 10_000;

  private static final String ALL = "_all";
  private static final long SCROLL = hash("scroll");
  private static final long SCROLL_ID = hash("scroll_id");

  private final BodyReader body = new BodyReader(this, Bounds.DEFAULT, new Oddities());
  private final List<Long> named = new ArrayList<>();
  private final List<Long> ofBody = new ArrayList<>();
  private boolean all;
  private boolean allOfBody;
  private long keepAlive;
  private int depth;
  private long name;

  /** Begins with another request. */
  public void begin(BodyFormat format) {
    body.begin(format);
    named.clear();
    ofBody.clear();
    all = false;
    allOfBody = false;
    keepAlive = -1;
    depth = 0;
    name = 0;
  }

  /** Ids of the path or of the parameters, decoded, with commas between them. */
  public void ids(String text) {
    for (String id : text.split(",", -1)) {
      if (id.equals(ALL)) {
        all = true;
      } else if (!id.isEmpty() && named.size() < MOST_IDS) {
        named.add(ScrollId.of(id));
      }
    }
  }

  /** How long the parameters want it kept. */
  public void keepAlive(String text) {
    keepAlive = KeepAlive.nanos(text);
  }

  /** Takes the next piece of the body. */
  public void feed(byte[] bytes, int from, int to) {
    body.feed(bytes, from, to);
  }

  /** What has been read. */
  public ScrollUse end() {
    body.end();
    boolean inBody = allOfBody || !ofBody.isEmpty();
    return new ScrollUse(inBody ? ofBody : named, inBody ? allOfBody : all, keepAlive);
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
    name = depth == 1 ? hash : 0;
  }

  @Override
  public void string(byte[] bytes, int from, int to, boolean whole) {
    if (name == SCROLL_ID && depth <= 2) {
      if (isAll(bytes, from, to)) {
        allOfBody = true;
      } else if (ofBody.size() < MOST_IDS) {
        ofBody.add(ScrollId.of(bytes, from, to));
      }
    } else if (name == SCROLL && depth == 1) {
      keepAlive = KeepAlive.nanos(new String(bytes, from, to - from, UTF_8));
    }
  }

  private static boolean isAll(byte[] bytes, int from, int to) {
    return to - from == ALL.length() && new String(bytes, from, to - from, UTF_8).equals(ALL);
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
