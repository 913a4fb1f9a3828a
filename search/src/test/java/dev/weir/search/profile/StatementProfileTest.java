package dev.weir.search.profile;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.search.Language;
import dev.weir.search.body.BodyFormat;
import dev.weir.search.json.Oddity;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class StatementProfileTest {
  @ParameterizedTest
  @CsvSource(
      delimiterString = "->",
      quoteCharacter = '~',
      value = {
        "SQL: select * from bills -> bills columns",
        "SQL: SELECT a, b FROM bills LIMIT 10 -> bills limit=10",
        "SQL: SELECT a FROM bills b, shops WHERE b.a = 1 ORDER BY a LIMIT 10 -> bills,shops"
            + " limit=10 filtered sorted",
        "SQL: SELECT t.* FROM \"logs-*\" t LIMIT ? -> logs-* limit columns",
        "SQL: SELECT TOP 500 * FROM \"*\" -> * every limit=500 columns",
        "SQL: SELECT COUNT(*), a * 2 FROM bills GROUP BY a -> bills grouped",
        "SQL: SELECT a FROM x FETCH FIRST 7 ROWS ONLY -> x limit=7",
        "SQL: SELECT a FROM (SELECT a FROM b WHERE c IS NULL) LIMIT 3 -> b limit=3 filtered",
        "SQL: SELECT a FROM b, (SELECT c FROM \"*\") d -> b,* every",
        "ESQL: FROM \"\"\"a-*\"\"\" | KEEP b -> a-*",
        "SQL: SELECT EXTRACT(YEAR FROM day) FROM bills -> bills",
        "SQL: SELECT a FROM bills WHERE n LIKE '%son' LIMIT 1 -> bills limit=1 filtered leading=n",
        "SQL: SELECT a FROM bills WHERE n NOT LIKE 'son%' -> bills filtered",
        "SQL: SELECT a FROM bills WHERE n RLIKE '.*son' -> bills filtered leading=n",
        "SQL: SELECT a FROM bills WHERE QUERY('name:*son') -> bills filtered leading=null",
        "SQL: SELECT a FROM bills WHERE n = '%son' -> bills filtered",
        "SQL: SELECT 'it''s -- no' FROM bills -- LIMIT 5 -> bills",
        "SQL: SELECT '\\' FROM bills /* FROM x */ LIMIT 5 -> bills limit=5",
        "OPENSEARCH_SQL: SELECT * FROM bills LIMIT 20, 10 -> bills limit=10 offset=20 columns",
        "OPENSEARCH_SQL: SELECT a FROM (SELECT a FROM b LIMIT 5000) LIMIT 2, 10 -> b limit=5000"
            + " offset=2",
        "OPENSEARCH_SQL: SELECT a FROM bills LIMIT 10 OFFSET 9000 -> bills limit=10 offset=9000",
        "OPENSEARCH_SQL: SELECT a FROM `bills-*` JOIN shops ON x = y WHERE n LIKE \"%b\""
            + " -> bills-*,shops filtered joins=1 leading=n",
        "OPENSEARCH_SQL: SELECT '\\' FROM x' FROM bills -> bills",
        "OPENSEARCH_SQL: SELECT a FROM bills WHERE wildcard_query(n, '*b') -> bills filtered"
            + " leading=n",
        "OPENSEARCH_SQL: DELETE FROM bills WHERE a = 1 -> bills filtered write",
        "PPL: source=bills -> bills columns",
        "PPL: search source = bills, shops-* | where a > 1 | fields a, b -> bills,shops-* filtered",
        "PPL: source=* | head -> * every limit=10 columns",
        "PPL: source=bills | head 5 from 200 -> bills limit=5 offset=200 columns",
        "PPL: source=bills | where like(name, '%son') | stats count() by shop -> bills filtered"
            + " grouped leading=name",
        "PPL: source=bills | sort - a | top 5 b -> bills grouped sorted",
        "PPL: source=bills | where source = 'x' | fields source -> bills filtered",
        "ESQL: FROM bills -> bills columns",
        "ESQL: from logs-*,c:x metadata _id | where a > 1 | keep a, b | limit 100 -> logs-*,c:x"
            + " limit=100 filtered",
        "ESQL: FROM a, *  | KEEP * | LIMIT 20000 -> a,* every limit=20000 columns",
        "ESQL: FROM a | WHERE n LIKE \"*son\" OR m RLIKE \".*x\" | STATS c = COUNT(*) BY d -> a"
            + " filtered grouped leading=n",
        "ESQL: FROM a | WHERE n LIKE (\"a*\", \"?b\") // | LIMIT 5 -> a filtered columns leading=n",
        "ESQL: FROM a | LOOKUP JOIN b ON c, d | SORT e | KEEP c -> a,b sorted joins=1",
        "ESQL: FROM a | WHERE x == \"\"\"\" | LIMIT 5 \"\"\" -> a filtered columns",
        "ESQL: ROW a = 1 -> ''",
        "EQL: process where process.name : \"*son\" -> filtered leading=process.name",
        "EQL: process where process.name : \"son*\" | head 5 -> limit=5 filtered",
        "EQL: any where name like~ (\"a\", \"*b\") | tail 7 -> limit=7 filtered leading=name",
        "EQL: sequence by user.id with maxspan=1m [process where a == 1] [file where b == 2]"
            + " -> filtered joins=2"
      })
  void shouldTellWhatIsPlain(String statement, String expected) {
    int colon = statement.indexOf(':');
    Language language = Language.valueOf(statement.substring(0, colon));
    SearchProfile profile = of(language, statement.substring(colon + 1).strip());
    assertThat(summary(profile)).isEqualTo(expected.replace("''", ""));
    assertThat(profile.statement().isPresent()).isTrue();
    assertThat(profile.statement().language()).isEqualTo(language);
  }

  private static String summary(SearchProfile profile) {
    StatementProfile statement = profile.statement();
    StringBuilder text = new StringBuilder(String.join(",", statement.sources()));
    add(text, statement.isOverEveryIndex(), "every");
    add(
        text,
        statement.hasLimit(),
        "limit" + (statement.limit() < 0 ? "" : "=" + statement.limit()));
    add(text, statement.offset() >= 0, "offset=" + statement.offset());
    add(text, statement.isFiltered(), "filtered");
    add(text, statement.isGrouped(), "grouped");
    add(text, statement.isSorted(), "sorted");
    add(text, statement.hasEveryColumn(), "columns");
    add(text, statement.joins() > 0, "joins=" + statement.joins());
    add(text, statement.isWrite(), "write");
    profile.clauses().stream()
        .filter(Clause::hasLeadingWildcard)
        .findFirst()
        .ifPresent(clause -> add(text, true, "leading=" + clause.field()));
    assertThat(statement.leadingWildcards() > 0).isEqualTo(text.indexOf("leading") >= 0);
    return text.toString().strip();
  }

  private static void add(StringBuilder text, boolean so, String word) {
    if (so) {
      text.append(' ').append(word);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiterString = "->",
      quoteCharacter = '~',
      value = {
        "SQL: select  count( * ) from bills -- x -> SELECT COUNT(*) FROM bills",
        "SQL: Select a From \"b\" Where c In (1, -2, 3) And d = 'x' -> SELECT a FROM b WHERE c IN"
            + " (?) AND d = ?",
        "ESQL: from a|where b==-1.5e-3 and c in (\"x\",d)|limit 5 -> FROM a | WHERE b = = ? AND c"
            + " IN (?, d) | LIMIT ?",
        "EQL: process where a : (\"x*\", \"y\") -> process WHERE a : (?)"
      })
  void shouldWriteShapes(String statement, String expected) {
    int colon = statement.indexOf(':');
    SearchProfile profile =
        of(Language.valueOf(statement.substring(0, colon)), statement.substring(colon + 1).strip());
    assertThat(profile.statement().shape()).isEqualTo(expected);
  }

  @Test
  void shouldHaveOnePrintForOneShape() {
    long print = of(Language.SQL, "SELECT a FROM b WHERE c = 1 AND d IN (1, 2)").fingerprint();
    assertThat(of(Language.SQL, "select a  from b where c='x' and d in (1,2,3)").fingerprint())
        .isEqualTo(print);
    assertThat(of(Language.SQL, "SELECT a FROM b WHERE c > 1 AND d IN (1, 2)").fingerprint())
        .isNotEqualTo(print);
    assertThat(of(Language.SQL, "SELECT a FROM b2 WHERE c = 1 AND d IN (1, 2)").fingerprint())
        .isNotEqualTo(print);
    String beginning = "SELECT " + "a, ".repeat(5_000);
    assertThat(of(Language.SQL, beginning + "b FROM c").fingerprint())
        .isNotEqualTo(of(Language.SQL, beginning + "d FROM c").fingerprint());
  }

  @Test
  void shouldCountListsForValues() {
    String values = "1,".repeat(4_999) + "1";
    SearchProfile profile = of(Language.SQL, "SELECT a FROM b WHERE c IN (" + values + ")");
    assertThat(profile.mostValues()).isEqualTo(5_000);
    assertThat(profile.values()).isEqualTo(5_000);
  }

  @Test
  void shouldReadTheFilterBesideAStatement() {
    SearchProfile profile =
        body(
            Language.ESQL,
            "{\"query\":\"FROM a\",\"filter\":{\"wildcard\":{\"b\":\"*c\"}},\"fetch_size\":5000}");
    assertThat(profile.clauseCount(ClauseKind.WILDCARD)).isEqualTo(1);
    assertThat(profile.fetchSize()).isEqualTo(5_000);
    assertThat(profile.statement().hasLimit()).isFalse();
  }

  @Test
  void shouldReadAStatementInTheTarget() {
    byte[] query = "format=json&sql=SELECT+a+FROM+b+WHERE+c+LIKE+'%25d'".getBytes(UTF_8);
    QueryProfiler profiler = new QueryProfiler();
    profiler.begin(BodyFormat.JSON, Language.OPENSEARCH_SQL);
    profiler.parameters(query, 0, query.length);
    SearchProfile profile = profiler.end();
    assertThat(profile.statement().sources()).containsExactly("b");
    assertThat(profile.statement().leadingWildcards()).isEqualTo(1);
    profiler.begin();
    profiler.parameters(query, 0, query.length);
    assertThat(profiler.end().statement().isPresent()).isFalse();
  }

  @Test
  void shouldSayThatAStatementIsNotWhole() {
    SearchProfile profile = of(Language.SQL, "SELECT '" + "x".repeat(20_000) + "' FROM a");
    assertThat(profile.oddities().has(Oddity.TOO_LARGE)).isTrue();
    assertThat(profile.isWhole()).isFalse();
  }

  @Test
  void shouldSeeNoStatementWhereNoneIsMeant() {
    SearchProfile profile = body(Language.NONE, "{\"query\":\"SELECT * FROM a\"}");
    assertThat(profile.statement().isPresent()).isFalse();
    assertThat(profile.statement().shape()).isEmpty();
    assertThat(body(Language.SQL, "{\"cursor\":\"x\"}").statement().isPresent()).isFalse();
  }

  @ParameterizedTest
  @EnumSource(value = Language.class, names = "NONE", mode = EnumSource.Mode.EXCLUDE)
  void shouldStandWhateverTheText(Language language) {
    String[] parts = {
      "SELECT", "FROM", "*", "(", ")", "[", "]", "'", "\"", "`", "\"\"\"", ",", "|", "LIKE", "-",
      "--", "/*", "*/", "//", "LIMIT", "1", "?", "source", "=", "where", "\\\\", "a", "JOIN", "TOP",
      "IN", ":"
    };
    Random random = new Random(20_261_122);
    for (int run = 0; run < 20_000; run++) {
      StringBuilder text = new StringBuilder();
      int length = random.nextInt(30);
      for (int i = 0; i < length; i++) {
        text.append(parts[random.nextInt(parts.length)]).append(random.nextBoolean() ? " " : "");
      }
      assertThat(of(language, text.toString()).statement().isPresent()).isTrue();
    }
  }

  private static SearchProfile of(Language language, String statement) {
    return body(
        language, "{\"query\":\"" + statement.replace("\\", "\\\\").replace("\"", "\\\"") + "\"}");
  }

  private static SearchProfile body(Language language, String text) {
    QueryProfiler profiler = new QueryProfiler();
    profiler.begin(BodyFormat.JSON, language);
    byte[] bytes = text.getBytes(UTF_8);
    profiler.feed(bytes, 0, bytes.length);
    return profiler.end();
  }
}
