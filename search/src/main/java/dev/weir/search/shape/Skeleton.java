package dev.weir.search.shape;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.StringWriter;
import java.util.Set;

/**
 * A search with its values taken out: {@code {"query":{"term":{"user":"?"}}}}. Names stay, and
 * texts that are part of the structure: fields, kinds, orders. Of an array of values one stands for
 * all. Says nothing that a client has looked for. Pure, safe from any thread.
 */
public final class Skeleton {
  /** A skeleton is cut there. */
  public static final int LONGEST = 4 * 1024;

  /** More than this is not looked at. */
  public static final int LONGEST_BODY = 64 * 1024;

  private static final String VALUE = "?";
  private static final int DEEPEST = 64;

  /** Names whose texts say how it is searched, and not for what. */
  private static final Set<String> STRUCTURAL =
      Set.of(
          "field",
          "fields",
          "path",
          "sort",
          "order",
          "mode",
          "type",
          "score_mode",
          "boost_mode",
          "operator",
          "default_operator",
          "default_field",
          "calendar_interval",
          "fixed_interval",
          "interval",
          "format",
          "_source",
          "includes",
          "excludes",
          "docvalue_fields",
          "stored_fields",
          "lang",
          "unit",
          "missing_bucket");

  /** Names whose words say yes or no to a way of searching. */
  private static final Set<String> FLAGS =
      Set.of(
          "track_total_hits",
          "track_scores",
          "_source",
          "profile",
          "explain",
          "case_insensitive",
          "lenient",
          "analyze_wildcard",
          "ignore_unmapped",
          "keyed",
          "missing_bucket");

  /** Clauses that name a field, whatever it is called, and behind it a value. */
  private static final Set<String> FIELD_CLAUSES =
      Set.of(
          "term",
          "match",
          "match_phrase",
          "match_phrase_prefix",
          "match_bool_prefix",
          "common",
          "prefix",
          "wildcard",
          "regexp",
          "fuzzy",
          "span_term");

  /** Nothing within means anything. */
  private static final Set<String> OPAQUE =
      Set.of("params", "like", "unlike", "doc", "document", "documents", "terms_set", "after");

  private static final Set<String> ORDERS = Set.of("asc", "desc");

  private static final JsonFactory JSON = new JsonFactory();

  private Skeleton() {}

  /**
   * The skeleton of a body.
   *
   * @return as much of it as could be read; empty if that is nothing
   */
  public static String of(byte[] body, int from, int to) {
    StringWriter out = new StringWriter(256);
    int end = Math.min(to, from + LONGEST_BODY);
    try (JsonParser in = JSON.createParser(body, from, end - from);
        JsonGenerator json = JSON.createGenerator(out)) {
      new Copy(in, json, out).run();
    } catch (IOException e) {
      // Not whole, or no JSON: what was read up to there stays, and the generator has closed it.
      return cut(out);
    }
    return cut(out);
  }

  private static String cut(StringWriter out) {
    String text = out.toString();
    return text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "…";
  }

  /** On its way through a body. */
  private static final class Copy {
    private final JsonParser in;
    private final JsonGenerator json;
    private final StringWriter out;

    /** What objects and arrays that are open stand under, through arrays. */
    private final String[] names = new String[DEEPEST];

    private int depth;

    /** The depth of what is opaque; above all others if nothing is. */
    private int opaque = DEEPEST;

    Copy(JsonParser in, JsonGenerator json, StringWriter out) {
      this.in = in;
      this.json = json;
      this.out = out;
      names[0] = "";
    }

    void run() throws IOException {
      for (JsonToken token = in.nextToken(); token != null; token = in.nextToken()) {
        switch (token) {
          case START_OBJECT, START_ARRAY -> {
            if (depth + 1 >= DEEPEST || out.getBuffer().length() > LONGEST) {
              return;
            }
            start();
          }
          case END_OBJECT, END_ARRAY -> {
            json.copyCurrentEvent(in);
            opaque = depth <= opaque ? DEEPEST : opaque;
            depth--;
          }
          case FIELD_NAME -> json.copyCurrentEvent(in);
          default -> value();
        }
        json.flush();
      }
    }

    private void start() throws IOException {
      // Asked before the parser's context is that of the inside.
      String name = in.getParsingContext().getParent() == null ? "" : outerName();
      depth++;
      names[depth] = name;
      if (opaque == DEEPEST && OPAQUE.contains(name)) {
        opaque = depth;
      }
      json.copyCurrentEvent(in);
    }

    private String outerName() {
      String name = in.getParsingContext().getParent().getCurrentName();
      return name == null ? names[depth] : name;
    }

    private void value() throws IOException {
      boolean inArray = in.getParsingContext().inArray();
      String own = inArray ? null : in.currentName();
      String name = own == null ? names[depth] : own;
      String clause = depth == 0 ? "" : own == null ? names[depth - 1] : names[depth];
      if (opaque == DEEPEST && isStructural(name, clause, inArray)) {
        json.copyCurrentEvent(in);
      } else if (!inArray || in.getParsingContext().getCurrentIndex() == 0) {
        json.writeString(VALUE);
      }
    }

    private boolean isStructural(String name, String clause, boolean inArray) throws IOException {
      if (FIELD_CLAUSES.contains(clause) || (inArray && clause.equals("terms"))) {
        return false;
      }
      return switch (in.currentToken()) {
        case VALUE_STRING -> STRUCTURAL.contains(name) || ORDERS.contains(in.getText());
        case VALUE_TRUE, VALUE_FALSE -> FLAGS.contains(name);
        default -> false;
      };
    }
  }
}
