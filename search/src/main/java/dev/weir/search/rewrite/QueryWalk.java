package dev.weir.search.rewrite;

import static dev.weir.search.rewrite.JsonTape.NONE;

/**
 * Shows rewrites each clause and each aggregation of a body, where it is certain that it is one.
 * What this does not know is not gone into, and so left as it is.
 */
final class QueryWalk {
  /** Is shown what was found. */
  interface Visitor {
    void clause(int kind, int options, boolean filter, boolean beside);

    void aggregation(int kind, int options);
  }

  private final JsonTape tape;
  private final Visitor visitor;

  QueryWalk(JsonTape tape, Visitor visitor) {
    this.tape = tape;
    this.visitor = visitor;
  }

  /** Goes through a body from its outermost object on. */
  void walk(int root) {
    query(tape.member(root, "query"), false, false);
    query(tape.member(root, "post_filter"), true, false);
    aggregations(tape.member(root, "aggs"));
    aggregations(tape.member(root, "aggregations"));
  }

  /** A clause, or several in an array. */
  private void query(int token, boolean filter, boolean beside) {
    if (tape.isArray(token)) {
      for (int each = tape.first(token); each != NONE; each = tape.next(token, each)) {
        clause(each, filter, beside);
      }
    } else {
      clause(token, filter, beside);
    }
  }

  private void clause(int token, boolean filter, boolean beside) {
    if (!tape.isObject(token)) {
      return;
    }
    int kind = tape.first(token);
    if (kind == NONE || tape.next(token, tape.value(kind)) != NONE) {
      return;
    }
    int options = tape.value(kind);
    if (!tape.isObject(options)) {
      return;
    }
    switch (tape.text(kind)) {
      case "bool" -> bool(options, filter);
      case "constant_score" -> query(tape.member(options, "filter"), true, false);
      case "nested", "has_child", "has_parent", "script_score" ->
          query(tape.member(options, "query"), filter, false);
      case "dis_max" -> query(tape.member(options, "queries"), filter, false);
      case "boosting" -> {
        query(tape.member(options, "positive"), filter, false);
        query(tape.member(options, "negative"), filter, false);
      }
      case "function_score" -> {
        query(tape.member(options, "query"), filter, false);
        functions(tape.member(options, "functions"));
      }
      default -> visitor.clause(kind, options, filter, beside);
    }
  }

  private void bool(int options, boolean filter) {
    boolean beside = clauses(options) > 1;
    query(tape.member(options, "must"), filter, beside);
    query(tape.member(options, "should"), filter, beside);
    query(tape.member(options, "filter"), true, beside);
    query(tape.member(options, "must_not"), true, beside);
  }

  private int clauses(int options) {
    int count = 0;
    for (int name = tape.first(options); name != NONE; name = tape.next(options, name + 1)) {
      int value = tape.value(name);
      if (tape.isObject(value)) {
        count++;
      } else if (tape.isArray(value)) {
        for (int each = tape.first(value); each != NONE; each = tape.next(value, each)) {
          count++;
        }
      }
    }
    return count;
  }

  private void functions(int functions) {
    if (tape.isArray(functions)) {
      for (int each = tape.first(functions); each != NONE; each = tape.next(functions, each)) {
        if (tape.isObject(each)) {
          query(tape.member(each, "filter"), true, false);
        }
      }
    }
  }

  private void aggregations(int token) {
    if (!tape.isObject(token)) {
      return;
    }
    for (int name = tape.first(token); name != NONE; name = tape.next(token, name + 1)) {
      int one = tape.value(name);
      if (tape.isObject(one)) {
        aggregation(one);
      }
    }
  }

  private void aggregation(int one) {
    for (int kind = tape.first(one); kind != NONE; kind = tape.next(one, kind + 1)) {
      int options = tape.value(kind);
      switch (tape.text(kind)) {
        case "aggs", "aggregations" -> aggregations(options);
        case "meta" -> {}
        case "filter" -> query(options, true, false);
        case "filters", "adjacency_matrix" -> {
          if (tape.isObject(options)) {
            filters(tape.member(options, "filters"));
          }
        }
        default -> {
          if (tape.isObject(options)) {
            visitor.aggregation(kind, options);
          }
        }
      }
    }
  }

  /** In an array, or under names of the client's choice. */
  private void filters(int filters) {
    if (tape.isArray(filters)) {
      query(filters, true, false);
    } else if (tape.isObject(filters)) {
      for (int name = tape.first(filters); name != NONE; name = tape.next(filters, name + 1)) {
        query(tape.value(name), true, false);
      }
    }
  }
}
