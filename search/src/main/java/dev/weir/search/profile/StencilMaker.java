package dev.weir.search.profile;

import dev.weir.search.Language;
import dev.weir.search.body.BodyFormat;
import dev.weir.search.body.BodyReader;
import dev.weir.search.json.Bounds;
import dev.weir.search.json.JsonSink;
import dev.weir.search.profile.Hole.Kind;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Makes a stencil of one body: reads it once more, and notes on the way where its values stand. Is
 * used once, and rarely, so that it may allocate.
 */
final class StencilMaker implements JsonSink {
  private static final int MOST_HOLES = 1024;
  private static final int NONE = -1;

  private final byte[] bytes;
  private final int to;
  private final Bounds bounds;
  private final SearchProfile profile = new SearchProfile();
  private final SearchReader reader;
  private final List<Hole> holes = new ArrayList<>();

  /** Behind the token that was last. */
  private int cursor;

  /** Where the array begins that has had nothing but values so far, and the holes before it. */
  private int array = NONE;

  private int holesBefore;

  /** The most values of a clause that are in no hole. */
  private int mostValues;

  /** How many texts each clause looks for. */
  private final Map<Clause, Integer> texts = new HashMap<>();

  /** Ranges of which one end is said twice. */
  private final Set<Clause> twice = new HashSet<>();

  /** How often the body says which hit is the first. */
  private int froms;

  private StencilMaker(byte[] bytes, int to, Bounds bounds) {
    this.bytes = bytes;
    this.to = to;
    this.bounds = bounds;
    this.reader = new SearchReader(profile, bounds);
  }

  /**
   * Makes one.
   *
   * @param bytes holds the body from its beginning on
   * @param target what of the target's query counts for the profile
   * @return null if the search is one whose form is not to be known
   */
  static @Nullable Stencil make(byte[] bytes, int to, byte[] target, Bounds bounds) {
    return to < Stencils.SHORTEST ? null : new StencilMaker(bytes, to, bounds).make(target);
  }

  private @Nullable Stencil make(byte[] target) {
    BodyReader body = new BodyReader(this, bounds, profile.oddities);
    TargetQuery parameters = new TargetQuery(profile, reader);
    reader.begin(Language.NONE);
    body.begin(BodyFormat.JSON);
    parameters.begin();
    body.feed(bytes, 0, to);
    body.end();
    if (body.isBlank() || !profile.oddities.isEmpty() || profile.templateText) {
      return null;
    }
    parameters.read(target, 0, target.length, body);
    profile.bodyPresent = true;
    profile.bytes = body.position();
    profile.fingerprint = parameters.print(reader.print());
    holes.removeIf(hole -> isDoubtful(hole, target.length > 0));
    if (holes.size() > MOST_HOLES || holes.stream().anyMatch(StencilMaker::isPartOfMore)) {
      return null;
    }
    Stencil stencil = new Stencil(profile, bytes, to, holes, mostValues, target, bounds);
    return stencil.fit(bytes, to) == Stencil.FITS ? stencil : null;
  }

  /** Whether a figure hangs on more than this value. */
  private boolean isDoubtful(Hole hole, boolean target) {
    return switch (hole.kind()) {
      case CLAUSE_TEXT -> texts.getOrDefault(hole.clause(), 0) > 1;
      case LOWER_TEXT, UPPER_TEXT, LOWER_NUMBER, UPPER_NUMBER -> twice.contains(hole.clause());
      case FROM -> froms > 1 || target;
      case ANY, NUMBER, NUMBER_OR_BOOLEAN, ARRAY -> false;
    };
  }

  /** Whether a clause has other values than those of the array. */
  private static boolean isPartOfMore(Hole hole) {
    return hole.kind() == Kind.ARRAY
        && hole.clause() != null
        && hole.clause().values != hole.count();
  }

  @Override
  public void startObject() {
    int _ = token();
    array = NONE;
    reader.startObject();
  }

  @Override
  public void endObject() {
    int _ = token();
    array = NONE;
    reader.endObject();
  }

  @Override
  public void startArray() {
    int start = token();
    reader.startArray();
    array = Holes.isPlainArray(reader.frame()) ? start : NONE;
    holesBefore = holes.size();
  }

  @Override
  public void endArray() {
    int _ = token();
    Frame at = reader.frame();
    Clause clause = at.role == Role.VALUES ? at.clause : null;
    int count = at.count;
    reader.endArray();
    if (array != NONE) {
      holes.subList(holesBefore, holes.size()).clear();
      holes.add(new Hole(Kind.ARRAY, array, cursor, clause, Shape.decade(count), count));
      array = NONE;
    } else if (clause != null) {
      mostValues = Math.max(mostValues, clause.values);
    }
  }

  @Override
  public void name(byte[] name, int from, int end, long hash) {
    int _ = token();
    array = NONE;
    reader.name(name, from, end, hash);
  }

  @Override
  public void string(byte[] text, int from, int end, boolean whole) {
    int start = token();
    Frame at = reader.frame();
    Clause clause = at.clause;
    Kind kind = Holes.ofText(at);
    note(at, kind, clause);
    if (clause == null) {
      reader.string(text, from, end, whole);
    } else {
      // Whether it is among the texts of its clause, even if it is not the longest.
      int longest = clause.textLength;
      clause.textLength = 0;
      reader.string(text, from, end, whole);
      if (kind == Kind.CLAUSE_TEXT || clause.textLength > 0) {
        texts.merge(clause, 1, Integer::sum);
      }
      clause.textLength = Math.max(clause.textLength, longest);
    }
    if (kind != null && !isEscaped(start)) {
      boolean inside = kind.isText();
      int hole = inside ? start + 1 : start;
      add(kind, hole, inside ? cursor - 1 : cursor, clause);
    }
  }

  private boolean isEscaped(int start) {
    for (int i = start; i < cursor; i++) {
      if (bytes[i] == '\\') {
        return true;
      }
    }
    return false;
  }

  @Override
  public void number(long value, boolean integer) {
    int start = token();
    Frame at = reader.frame();
    Clause clause = at.clause;
    Kind kind = Holes.ofNumber(at);
    note(at, kind, clause);
    reader.number(value, integer);
    add(kind, start, cursor, clause);
  }

  @Override
  public void bool(boolean value) {
    int start = token();
    Kind kind = Holes.ofBoolean(reader.frame());
    reader.bool(value);
    add(kind, start, cursor, null);
  }

  @Override
  public void nothing() {
    int start = token();
    Kind kind = Holes.ofNothing(reader.frame());
    reader.nothing();
    add(kind, start, cursor, null);
  }

  /** What more than one value may say. */
  private void note(Frame at, @Nullable Kind kind, @Nullable Clause clause) {
    if (at.role == Role.BODY && at.keyword == Keyword.FROM) {
      froms++;
    }
    if (kind != null && clause != null) {
      boolean again =
          (kind.isLower() && clause.lower != RangeEnd.ABSENT)
              || (kind.isUpper() && clause.upper != RangeEnd.ABSENT);
      if (again) {
        twice.add(clause);
      }
    }
  }

  private void add(@Nullable Kind kind, int start, int end, @Nullable Clause clause) {
    if (kind == null) {
      return;
    }
    long tells =
        switch (kind) {
          case ANY, NUMBER, NUMBER_OR_BOOLEAN, ARRAY, FROM -> 0;
          case CLAUSE_TEXT -> clause == null ? 0 : SearchReader.ofClauseText(clause);
          case LOWER_TEXT, LOWER_NUMBER -> clause == null ? 0 : clause.lower.print();
          case UPPER_TEXT, UPPER_NUMBER -> clause == null ? 0 : clause.upper.print();
        };
    holes.add(new Hole(kind, start, end, clause, tells, 0));
  }

  /** Goes behind the next token; where it begins. */
  private int token() {
    int start = cursor;
    while (start < to && isBetween(bytes[start])) {
      start++;
    }
    int end = Math.min(start + 1, to);
    if (start < to && bytes[start] == '"') {
      while (end < to && bytes[end] != '"') {
        end += bytes[end] == '\\' ? 2 : 1;
      }
      end++;
    } else if (start < to && !isStructure(bytes[start])) {
      while (end < to && !isBetween(bytes[end]) && !isStructure(bytes[end])) {
        end++;
      }
    }
    cursor = Math.min(end, to);
    return start;
  }

  /** A blank, a comma, a colon, or a byte order mark. */
  private static boolean isBetween(byte each) {
    return each <= ' ' || each == ',' || each == ':';
  }

  private static boolean isStructure(byte each) {
    return each == '{' || each == '}' || each == '[' || each == ']';
  }
}
