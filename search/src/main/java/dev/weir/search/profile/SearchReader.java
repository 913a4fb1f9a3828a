package dev.weir.search.profile;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.weir.search.Language;
import dev.weir.search.json.Bounds;
import dev.weir.search.json.Hashing;
import dev.weir.search.json.JsonSink;
import dev.weir.search.json.Oddity;
import dev.weir.search.profile.SearchProfile.Source;
import dev.weir.search.profile.SearchProfile.TotalHits;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Fills a {@link SearchProfile} from what a scanner tells. Keeps one {@link Frame} for each level
 * that is open; what a name means is told by the {@link Role} of the frame that it stands in.
 */
final class SearchReader implements JsonSink {
  private static final long TRUE = 3;
  private static final long FALSE = 5;
  private static final long ZERO = 7;
  private static final long LEADING_WILDCARD = 11;
  private static final long END = 13;

  private static final long SOURCE = 23;

  /** For either name. */
  private static final long AGGREGATIONS = 19;

  private final SearchProfile profile;
  private final Shape shape = new Shape();
  private final ScalarReader scalars;
  private final StatementReader statements;
  private final TemplateReader template;
  private Language language = Language.NONE;
  private final Frame outside = new Frame();
  private Frame[] frames = new Frame[0];
  private int depth;
  private Frame frame = outside;

  SearchReader(SearchProfile profile, Bounds bounds) {
    this.profile = profile;
    this.scalars = new ScalarReader(profile);
    this.statements = new StatementReader(profile);
    this.template = new TemplateReader(profile, bounds);
  }

  void begin(Language languageOfIt) {
    language = languageOfIt;
    template.begin();
    shape.clear();
    depth = 0;
    frame = outside;
    outside.outermost(Role.OPAQUE);
  }

  /** The innermost object or array that is open. */
  Frame frame() {
    return frame;
  }

  /** The print of what was read; of all that was begun, too, if it was cut off. */
  long print() {
    long print = 0;
    for (int i = depth - 1; i >= 0; i--) {
      print = Hashing.mix(print + frames[i].sum, frames[i].count);
    }
    return Hashing.mix(outside.sum, print);
  }

  @Override
  public void name(byte[] bytes, int from, int to, long hash) {
    Frame at = frame;
    at.count++;
    at.nameHash = hash;
    at.keyword = null;
    switch (at.role) {
      case OPAQUE, VALUES -> {
        if (at.parameters) {
          template.parameter(bytes, from, to);
        }
      }
      case QUERY -> {
        ClauseKind kind = ClauseKind.NAMES.find(bytes, from, to, hash);
        at.clauseKind = kind == null ? ClauseKind.OTHER : kind;
      }
      case AGGREGATIONS, NAMED_QUERIES -> at.nameHash = 0; // Of the client's choice.
      case AGGREGATION -> {
        Keyword keyword = Keyword.NAMES.find(bytes, from, to, hash);
        if (keyword == Keyword.AGGS || keyword == Keyword.META) {
          at.keyword = keyword;
          at.nameHash = keyword == Keyword.AGGS ? AGGREGATIONS : hash;
        } else {
          AggregationKind kind = AggregationKind.NAMES.find(bytes, from, to, hash);
          at.aggregationKind = kind == null ? AggregationKind.OTHER : kind;
        }
      }
      case FIELD_CLAUSE -> nameField(at, bytes, from, to, hash);
      case KNN -> {
        at.keyword = Keyword.NAMES.find(bytes, from, to, hash);
        if (at.keyword == null && at.clause != null && at.clause.field == FieldNames.NONE) {
          at.clause.field = profile.names.add(bytes, from, to);
        }
      }
      case SORT -> {
        at.keyword = Keyword.NAMES.find(bytes, from, to, hash);
        boolean field =
            at.keyword == null
                || switch (at.keyword) {
                  case SCORE, DOC, SHARD_DOC, SCRIPT_SORT, DISTANCE_SORT -> false;
                  default -> true;
                };
        profile.addSort(field ? profile.names.add(bytes, from, to) : FieldNames.NONE);
      }
      case SUGGEST -> profile.suggestions++;
      case COMPUTED_FIELDS -> profile.computedFields++;
      case HIGHLIGHT_FIELDS -> profile.highlights++;
      default -> {
        at.keyword = Keyword.NAMES.find(bytes, from, to, hash);
        if (at.keyword == Keyword.AGGS) {
          at.nameHash = AGGREGATIONS;
        }
      }
    }
  }

  /** A clause's field, or one of the few options that stand beside it. */
  private void nameField(Frame at, byte[] bytes, int from, int to, long hash) {
    Clause clause = at.clause;
    if (clause == null) {
      return;
    }
    Keyword keyword = Keyword.NAMES.find(bytes, from, to, hash);
    boolean option =
        keyword != null
            && switch (keyword) {
              case BOOST, NAME -> true;
              case DISTANCE, DISTANCE_TYPE, VALIDATION_METHOD, IGNORE_UNMAPPED, UNIT, RELATION ->
                  switch (clause.kind) {
                    case GEO_DISTANCE, GEO_BOUNDING_BOX, GEO_POLYGON, GEO_SHAPE, GEO_GRID -> true;
                    default -> false;
                  };
              default -> false;
            };
    if (option) {
      at.keyword = keyword;
    } else {
      clause.field = profile.names.add(bytes, from, to);
      clause.fields++;
    }
  }

  @Override
  public void startObject() {
    open(false);
  }

  @Override
  public void startArray() {
    open(true);
  }

  private void open(boolean array) {
    Frame parent = frame;
    Frame child = push();
    if (parent == outside) {
      child.outermost(Role.BODY);
      return;
    }
    if (parent.array) {
      parent.count++;
      child.within(parent, parent.role, array);
      enter(parent, child, null, array);
    } else if (parent.role == Role.QUERY) {
      startClause(parent, child, array);
    } else if (parent.role == Role.AGGREGATION && parent.keyword == null) {
      startAggregation(parent, child, array);
    } else {
      startOther(parent, child, array);
    }
  }

  private void startClause(Frame parent, Frame child, boolean array) {
    ClauseKind kind = parent.clauseKind == null ? ClauseKind.OTHER : parent.clauseKind;
    Clause clause = profile.addClause(kind, parent);
    Role role =
        switch (kind) {
          case TEMPLATE -> Role.QUERY;
          default ->
              switch (kind.form()) {
                case FIELD -> Role.FIELD_CLAUSE;
                case OPTIONS -> Role.OPTIONS;
                case KNN -> Role.KNN;
              };
        };
    child.within(parent, role, array);
    child.clause = clause;
    child.clauseDepth++;
    switch (kind) {
      case NESTED, HAS_CHILD, HAS_PARENT -> child.nested++;
      case KNN -> profile.nearest++;
      default -> {}
    }
  }

  /** What stands behind an aggregation's kind. */
  private void startAggregation(Frame parent, Frame child, boolean array) {
    Aggregation aggregation = parent.aggregation;
    if (aggregation != null && parent.aggregationKind != null) {
      aggregation.kind = parent.aggregationKind;
    }
    boolean query = parent.aggregationKind == AggregationKind.FILTER;
    child.within(parent, query ? Role.QUERY : Role.AGGREGATION_OPTIONS, array);
    child.place = query ? Place.FILTER : Place.AGGREGATION;
    if (parent.aggregationKind == AggregationKind.TOP_HITS) {
      profile.innerHits++;
      child.inner = true;
    }
  }

  private void startOther(Frame parent, Frame child, boolean array) {
    Keyword keyword = parent.keyword;
    if (parent.role == Role.FIELD_CLAUSE) {
      child.within(parent, array ? Role.VALUES : Role.OPTIONS, array);
      if (keyword != null) {
        nameByKeyword(parent.clause, keyword);
      }
      return;
    }
    Role role = Roles.behind(parent, keyword, array);
    child.within(parent, role == Role.NAMED_QUERIES && array ? Role.QUERY : role, array);
    child.listsBuckets = role == Role.NAMED_QUERIES || keyword == Keyword.RANGES;
    child.place = Roles.place(parent, keyword);
    child.parameters = keyword == Keyword.PARAMS && depth == 2 && !array;
    enter(parent, child, keyword, array);
  }

  /** Called like an option, but it has options of its own: a field. */
  private void nameByKeyword(@Nullable Clause clause, Keyword keyword) {
    if (clause != null) {
      byte[] name = keyword.text().getBytes(US_ASCII);
      clause.field = profile.names.add(name, 0, name.length);
      clause.fields++;
    }
  }

  /** What is counted as it begins. */
  private void enter(Frame parent, Frame child, @Nullable Keyword keyword, boolean array) {
    switch (child.role) {
      case SOURCE -> {
        if (!parent.inner && parent.role == Role.BODY) {
          profile.source = Source.WHOLE; // Unless it lists fields.
        }
      }
      case KNN -> {
        if (!array && (parent.array || parent.role != Role.KNN)) {
          profile.nearest++;
        } else if (!array && keyword != null) {
          nameByKeyword(parent.clause, keyword);
        }
      }
      case HITS -> {
        profile.innerHits++;
        child.inner = true;
      }
      case COLLAPSE -> profile.collapse = true;
      case RESCORE -> {
        if (!array && (parent.array || parent.role == Role.BODY)) {
          profile.rescores++;
        }
      }
      case SCRIPT -> scalars.startScript(child);
      case SLICE -> profile.sliced = true;
      case AGGREGATION -> {
        if (!array) {
          // Its kind may stand behind those within, so that it is noted already.
          child.aggregation = profile.addAggregation(parent.aggregation);
        }
      }
      case OPTIONS -> scalars.startOptions(parent, child, keyword);
      default -> {
        if (parent.role == Role.BODY && keyword == Keyword.PIT) {
          profile.pointInTime = true;
        } else if (parent.role == Role.BODY && keyword == Keyword.SEARCH_AFTER) {
          profile.searchAfter = true;
        }
      }
    }
  }

  @Override
  public void endObject() {
    if (depth == 1 && template.isPresent()) {
      readTemplate();
    }
    countBuckets();
    close(shape.ofObject(frame));
  }

  @Override
  public void endArray() {
    Frame array = frame;
    scalars.endArray(array);
    countBuckets();
    close(shape.ofArray(array, array.role == Role.QUERY));
  }

  /** Reads what a template makes of its parameters as if it had stood there as an object. */
  private void readTemplate() {
    Frame body = frame;
    long sum = body.sum;
    long print = template.print();
    body.keyword = Keyword.SOURCE;
    body.nameHash = Hashing.mix(SOURCE, print);
    template.feed(this);
    while (depth > 1) {
      if (frame.array) {
        endArray();
      } else {
        endObject();
      }
    }
    profile.templateRead = template.isRead();
    body.sum = profile.templateRead ? body.sum : sum + body.nameHash;
  }

  @Override
  public boolean countsValues() {
    return frame.role == Role.VALUES || frame.role == Role.OPAQUE;
  }

  @Override
  public void values(int count) {
    Frame at = frame;
    at.count += count;
    shape.addElement(at, Shape.VALUE, false);
  }

  private void countBuckets() {
    if (frame.listsBuckets && frame.aggregation != null) {
      frame.aggregation.buckets = Math.max(frame.aggregation.buckets, frame.count);
    }
  }

  private void close(long print) {
    depth--;
    frame = depth == 0 ? outside : frames[depth - 1];
    if (frame == outside) {
      outside.sum = print;
    } else if (frame.array) {
      shape.addElement(frame, print, frame.role == Role.SORT);
    } else {
      shape.addNamed(frame, print);
    }
  }

  private Frame push() {
    if (depth == frames.length) {
      int size = Math.max(16, 2 * depth);
      Frame[] more = Arrays.copyOf(frames, size);
      for (int i = depth; i < size; i++) {
        more[i] = new Frame();
      }
      frames = more;
    }
    frame = frames[depth++];
    return frame;
  }

  @Override
  public void string(byte[] bytes, int from, int to, boolean whole) {
    Frame at = frame;
    if (at.array) {
      at.count++;
      if (at.role == Role.VALUES || at.role == Role.OPAQUE) {
        shape.addElement(at, Shape.VALUE, false);
        return;
      }
      boolean structural = scalars.element(at, bytes, from, to);
      long print = structural ? Hashing.of(bytes, from, to) : Shape.VALUE;
      shape.addElement(at, print, at.role == Role.SORT);
      return;
    }
    if (depth == 1 && outermostText(at, bytes, from, to, whole)) {
      return;
    }
    shape.addNamed(at, textPrint(at, bytes, from, to));
  }

  /** A statement or a template; whether the shape has it already. */
  private boolean outermostText(Frame body, byte[] bytes, int from, int to, boolean whole) {
    if (body.keyword == Keyword.SOURCE) {
      template.text(bytes, from, to, whole);
    } else if (body.keyword == Keyword.QUERY && statement(bytes, from, to)) {
      if (!whole) {
        profile.oddities.add(Oddity.TOO_LARGE);
      }
      shape.addNamed(body, profile.statement.shape.print());
      return true;
    }
    return false;
  }

  /** Reads a statement, if one is meant; whether it is. */
  boolean statement(byte[] bytes, int from, int to) {
    if (language == Language.NONE) {
      return false;
    }
    statements.read(language, bytes, from, to);
    return true;
  }

  private long textPrint(Frame at, byte[] bytes, int from, int to) {
    return switch (at.role) {
      case OPAQUE, VALUES, SUGGEST, SLICE -> {
        if (at.parameters) {
          template.value(bytes, from, to);
        }
        yield Shape.VALUE;
      }
      case QUERY -> {
        profile.addClause(at.clauseKind == null ? ClauseKind.OTHER : at.clauseKind, at);
        yield Shape.VALUE;
      }
      case FIELD_CLAUSE -> {
        if (at.keyword != null || at.clause == null) {
          yield Shape.VALUE;
        }
        at.clause.values++;
        profile.values++;
        ScalarReader.clauseText(at.clause, at.clause.kind, bytes, from, to);
        yield ofClauseText(at.clause);
      }
      case SCRIPT -> scalars.scriptText(at, bytes, from, to);
      case SORT -> Hashing.of(bytes, from, to);
      default -> {
        RangeEnd end = scalars.text(at, bytes, from, to);
        if (end != RangeEnd.ABSENT) {
          yield Hashing.mix(END, end.print());
        }
        if (at.keyword == Keyword.SCRIPT) {
          yield ScriptShape.of(bytes, from, to);
        }
        yield at.keyword != null && at.keyword.isStructural()
            ? Hashing.of(bytes, from, to)
            : at.clause == null || at.role != Role.OPTIONS ? Shape.VALUE : ofClauseText(at.clause);
      }
    };
  }

  /** What the text of a clause is in the shape. */
  static long ofClauseText(Clause clause) {
    return switch (clause.kind) {
      case WILDCARD, REGEXP -> clause.leadingWildcard ? LEADING_WILDCARD : Shape.VALUE;
      case QUERY_STRING, SIMPLE_QUERY_STRING -> clause.text.shape();
      default -> Shape.VALUE;
    };
  }

  @Override
  public void number(long value, boolean integer) {
    Frame at = frame;
    if (at.array) {
      at.count++;
      shape.addElement(at, Shape.VALUE, false);
      return;
    }
    shape.addNamed(at, numberPrint(at, value));
  }

  private long numberPrint(Frame at, long value) {
    if (at.role == Role.FIELD_CLAUSE) {
      countValue(at);
      return Shape.VALUE;
    }
    if (at.parameters) {
      template.value(value);
    }
    RangeEnd end = scalars.number(at, value);
    if (end != RangeEnd.ABSENT) {
      return Hashing.mix(END, end.print());
    }
    return value == 0 && at.keyword == Keyword.SIZE ? ZERO : Shape.VALUE;
  }

  private void countValue(Frame at) {
    if (at.keyword == null && at.clause != null) {
      at.clause.values++;
      profile.values++;
    }
  }

  @Override
  public void bool(boolean value) {
    Frame at = frame;
    if (at.array) {
      at.count++;
      shape.addElement(at, Shape.VALUE, false);
      return;
    }
    switch (at.role) {
      case OPAQUE, VALUES -> {
        if (at.parameters) {
          template.value(value);
        }
        shape.addNamed(at, Shape.VALUE);
      }
      case FIELD_CLAUSE -> {
        countValue(at);
        shape.addNamed(at, Shape.VALUE);
      }
      case BODY, HITS -> {
        bodyBool(at, value);
        shape.addNamed(at, value ? TRUE : FALSE);
      }
      default ->
          shape.addNamed(
              at, at.keyword != null && at.keyword.isSought() ? Shape.VALUE : value ? TRUE : FALSE);
    }
  }

  private void bodyBool(Frame at, boolean value) {
    if (at.keyword == null || at.inner) {
      return;
    }
    switch (at.keyword) {
      case SOURCE_FILTER -> profile.source = value ? Source.WHOLE : Source.NONE;
      case TRACK_TOTAL_HITS -> {
        if (profile.totalHits != TotalHits.EXACT) {
          profile.totalHits = value ? TotalHits.EXACT : TotalHits.NONE;
        }
      }
      case EXPLAIN -> profile.explain |= value;
      case PROFILE -> profile.profile |= value;
      default -> {}
    }
  }

  @Override
  public void nothing() {
    Frame at = frame;
    if (at.array) {
      at.count++;
      shape.addElement(at, Shape.VALUE, false);
    } else {
      if (at.parameters) {
        template.value(false);
      }
      // An end that is null is open.
      shape.addNamed(at, Shape.VALUE);
    }
  }
}
