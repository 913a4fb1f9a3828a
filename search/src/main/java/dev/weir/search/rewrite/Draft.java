package dev.weir.search.rewrite;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.weir.search.Parameters;
import dev.weir.search.rule.Asked;
import dev.weir.search.rule.IndexFacts;
import org.jspecify.annotations.Nullable;

/**
 * A search under change: what it says, by tokens, and what is to be written otherwise. Where two
 * rewrites would change the same part, the first does. Used by one thread.
 */
public final class Draft {
  /** No token. */
  public static final int NONE = JsonTape.NONE;

  private static final String SEARCH = "/_search";

  private final JsonTape tape = new JsonTape();
  private final Edits edits = new Edits();
  private @Nullable Asked asked;
  private IndexFacts facts = IndexFacts.NONE;
  private String target = "";
  private byte[] query = new byte[0];
  private @Nullable StringBuilder added;
  private boolean body;
  private long applied;
  private long current;

  Draft() {}

  /** Begins with another search; false if its body cannot be read. */
  boolean begin(byte[] bytes, int from, int to, String targetOfIt, Asked askedOfIt) {
    edits.clear();
    asked = askedOfIt;
    target = targetOfIt;
    added = null;
    applied = 0;
    int mark = target.indexOf('?');
    query = mark < 0 ? new byte[0] : target.substring(mark + 1).getBytes(UTF_8);
    body = askedOfIt.profile().hasBody() && to > from;
    if (body && !tape.read(bytes, from, to)) {
      return false;
    }
    // A search's own fields may stand before those of the mapping.
    boolean own =
        body && (tape.member(0, "runtime_mappings") != NONE || tape.member(0, "derived") != NONE);
    facts = own ? IndexFacts.NONE : askedOfIt.facts();
    return true;
  }

  void by(int rewrite) {
    current = 1L << rewrite;
  }

  JsonTape tape() {
    return tape;
  }

  /** What was written; null if nothing was. */
  @Nullable Rewritten end(byte[] bytes, int from, int to) {
    if (applied == 0) {
      return null;
    }
    return new Rewritten(
        edits.isEmpty() ? null : edits.apply(bytes, from, to),
        added == null ? null : added.toString(),
        applied);
  }

  public Asked asked() {
    if (asked == null) {
      throw new IllegalStateException("not begun");
    }
    return asked;
  }

  /** The type of a field; null if it is not known, or a search's own field may have its name. */
  public @Nullable String type(int name) {
    return facts.type(tape.text(name));
  }

  /** Whether the request is a plain {@code _search}, whose parameters are known. */
  public boolean isPlainSearch() {
    int mark = target.indexOf('?');
    return target.startsWith(SEARCH, (mark < 0 ? target.length() : mark) - SEARCH.length());
  }

  public boolean hasParameter(String name) {
    return Parameters.has(query, 0, query.length, name);
  }

  /** Adds a parameter, percent-encoded, to the target. */
  public void addParameter(String nameAndValue) {
    if (added == null) {
      added = new StringBuilder(target);
    }
    char separator = added.indexOf("?") < 0 ? '?' : '&';
    added.append(separator).append(nameAndValue);
    applied |= current;
  }

  /** The body's outermost object; {@link #NONE} if there is no body. */
  public int root() {
    return body ? 0 : NONE;
  }

  public boolean isObject(int token) {
    return tape.isObject(token);
  }

  public boolean isArray(int token) {
    return tape.isArray(token);
  }

  public boolean isText(int token) {
    return tape.isText(token);
  }

  public boolean isNumber(int token) {
    return tape.isNumber(token);
  }

  /** Whether it is a text, a number, true or false. */
  public boolean isScalar(int token) {
    return tape.isScalar(token);
  }

  /** Whether a name or text is that one. */
  public boolean is(int token, String text) {
    return tape.is(token, text);
  }

  /** The first name of an object, or element of an array; {@link #NONE} if it is empty. */
  public int first(int container) {
    return tape.first(container);
  }

  /** The name, or the element, behind a value in the same object or array; or {@link #NONE}. */
  public int next(int container, int value) {
    return tape.next(container, value);
  }

  /** What stands behind a name. */
  public int value(int name) {
    return tape.value(name);
  }

  /** The value of that name; {@link #NONE} if there is none. */
  public int member(int object, String name) {
    return tape.member(object, name);
  }

  /** A scalar or a name as it is written, escapes included, without quotes. */
  public String text(int token) {
    return tape.text(token);
  }

  /** Compares two scalars as they are written, byte by byte. */
  public int compare(int one, int other) {
    return java.util.Arrays.compareUnsigned(
        tape.bytes(),
        tape.start(one),
        tape.end(one),
        tape.bytes(),
        tape.start(other),
        tape.end(other));
  }

  /** Writes a scalar as it stands, quotes included. */
  void copy(int token, java.io.ByteArrayOutputStream to) {
    to.write(tape.bytes(), tape.start(token), tape.end(token) - tape.start(token));
  }

  /** Replaces all from one token to another, both included. */
  public void replace(int first, int last, byte[] replacement) {
    int from = tape.start(first);
    int to = tape.end(last);
    if (edits.isFree(from, to)) {
      edits.add(from, to, replacement);
      applied |= current;
    }
  }

  /** Replaces one token. */
  public void replace(int token, String replacement) {
    replace(token, token, replacement.getBytes(UTF_8));
  }

  /** Adds a name, with its value, to an object that does not have it. */
  public void insert(int object, String name, String value) {
    int at = tape.start(object) + 1;
    boolean last = tape.first(object) == NONE && !edits.hasInsertion(at);
    String member = "\"" + name + "\":" + value + (last ? "" : ",");
    edits.add(at, at, member.getBytes(UTF_8));
    applied |= current;
  }
}
