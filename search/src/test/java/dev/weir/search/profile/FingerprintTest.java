package dev.weir.search.profile;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.search.json.Bounds;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FingerprintTest {
  @Test
  void shouldBeTheSameForTheSameStructure() {
    for (long seed = 0; seed < 5_000; seed++) {
      byte[] one = new RandomQuery(seed, 1).body();
      byte[] other = new RandomQuery(seed, seed + 2).body();
      assertThat(print(other)).as("%s\n%s", text(one), text(other)).isEqualTo(print(one));
    }
  }

  @Test
  void shouldBeAnotherIfOneFieldIsAnother() {
    for (long seed = 0; seed < 5_000; seed++) {
      byte[] one = new RandomQuery(seed, 1).body();
      RandomQuery query = new RandomQuery(seed, 1, new Random(seed).nextInt(6));
      byte[] other = query.body();
      if (query.isChanged()) {
        assertThat(print(other)).as("%s\n%s", text(one), text(other)).isNotEqualTo(print(one));
      }
    }
  }

  @Test
  void shouldBeAnotherForAnotherStructure() {
    Map<Long, String> seen = new HashMap<>();
    for (long seed = 0; seed < 20_000; seed++) {
      // With one source for values, bodies are alike if and only if their structures are, but for
      // order.
      byte[] body = new RandomQuery(seed, 1).body();
      seen.putIfAbsent(print(body), text(body));
    }
    assertThat(seen).hasSizeGreaterThan(10_000);
  }

  @ParameterizedTest
  @CsvSource(
      delimiterString = "<>",
      value = {
        "{'query':{'term':{'a':1}}} <> {'query':{'match':{'a':1}}}",
        "{'query':{'term':{'a':1}}} <> {'query':{'term':{'b':1}}}",
        "{'query':{'bool':{'must':{'term':{'a':1}}}}} <>"
            + " {'query':{'bool':{'filter':{'term':{'a':1}}}}}",
        "{'query':{'bool':{'must':[{'term':{'a':1}}]}}} <>"
            + " {'query':{'bool':{'must':[{'term':{'a':1}},{'term':{'b':1}}]}}}",
        "{'query':{'terms':{'a':[1,2]}}} <> {'query':{'terms':{'a':[1,2,3,4,5,6,7,8,9,10]}}}",
        "{'query':{'wildcard':{'a':'*b'}}} <> {'query':{'wildcard':{'a':'b*'}}}",
        "{'query':{'range':{'a':{'gte':'now'}}}} <> {'query':{'range':{'a':{'gte':'now/d'}}}}",
        "{'query':{'query_string':{'query':'a:x'}}} <> {'query':{'query_string':{'query':'b:x'}}}",
        "{'query':{'script':{'script':'doc.a > 1'}}} <> {'query':{'script':{'script':'doc.b >"
            + " 1'}}}",
        "{'sort':['a','b']} <> {'sort':['b','a']}",
        "{'sort':[{'a':'asc'}]} <> {'sort':[{'a':'desc'}]}",
        "{'_source':['a']} <> {'_source':['b']}",
        "{'_source':true} <> {'_source':false}",
        "{'size':0} <> {'size':10}",
        "{'track_total_hits':true} <> {'track_total_hits':100}",
        "{'aggs':{'x':{'terms':{'field':'a'}}}} <> {'aggs':{'x':{'terms':{'field':'b'}}}}",
        "{'aggs':{'x':{'terms':{'field':'a'}}}} <> {'aggs':{'x':{'cardinality':{'field':'a'}}}}",
        "{'aggs':{'x':{'date_histogram':{'fixed_interval':'1h'}}}} <>"
            + " {'aggs':{'x':{'date_histogram':{'fixed_interval':'1d'}}}}",
        "{} <> {'query':{}}"
      },
      quoteCharacter = '~')
  void shouldTellApart(String one, String other) {
    assertThat(print(one)).isNotEqualTo(print(other));
  }

  @ParameterizedTest
  @CsvSource(
      delimiterString = "==",
      value = {
        "{'query':{'term':{'a':1}}} == {'query':{'term':{'a':'x'}}}",
        "{'query':{'bool':{'must':[{'term':{'a':1}}]}}} =="
            + " {'query':{'bool':{'must':{'term':{'a':1}}}}}",
        "{'query':{'bool':{'should':[{'term':{'a':1}},{'term':{'a':2}}]}}} =="
            + " {'query':{'bool':{'should':[{'term':{'a':1}},{'term':{'a':2}},{'term':{'a':3}}]}}}",
        "{'query':{'terms':{'a':[1,2]}}} == {'query':{'terms':{'a':['x','y','z']}}}",
        "{'size':10} == {'size':20}",
        "{'query':{'script':{'script':'doc.a > 1'}}} == {'query':{'script':{'script':'doc.a>27'}}}",
        "{'query':{'query_string':{'query':'a:x AND b:y'}}} =="
            + " {'query':{'query_string':{'query':'b:z AND a:w'}}}",
        "{'aggs':{'x':{'terms':{'field':'a'}}}} == {'aggregations':{'y':{'terms':{'field':'a'}}}}",
        "{'query':{'range':{'a':{'gte':'now-1h'}}}} == {'query':{'range':{'a':{'gte':'now-7d'}}}}"
      },
      quoteCharacter = '~')
  void shouldTakeForOne(String one, String other) {
    assertThat(print(one)).isEqualTo(print(other));
  }

  /** What was blocked by its print stays so after an upgrade. */
  @Test
  void shouldStayTheSameOverVersions() {
    assertThat(print("{'query':{'bool':{'filter':[{'terms':{'user':[1,2,3]}}]}},'size':10}"))
        .isEqualTo(-8_050_147_157_473_424_251L);
  }

  @Test
  void shouldNotHangOnHowABodyIsCut() {
    Random random = new Random(20_260_109);
    for (long seed = 0; seed < 1_000; seed++) {
      byte[] body = new RandomQuery(seed, seed).body();
      if (random.nextInt(3) == 0) {
        body[random.nextInt(body.length)] = (byte) "{}[]\",:".charAt(random.nextInt(7));
      }
      QueryProfiler profiler = new QueryProfiler(Bounds.DEFAULT);
      profiler.begin();
      int at = 0;
      while (at < body.length) {
        int end = Math.min(body.length, at + 1 + random.nextInt(20));
        profiler.feed(body, at, end);
        at = end;
      }
      SearchProfile pieces = profiler.end();
      SearchProfile whole = Profiles.of(body);
      assertThat(pieces.fingerprint()).isEqualTo(whole.fingerprint());
      assertThat(pieces.clauseCount()).isEqualTo(whole.clauseCount());
      assertThat(pieces.values()).isEqualTo(whole.values());
      assertThat(pieces.oddities().toSet()).isEqualTo(whole.oddities().toSet());
    }
  }

  private static long print(String body) {
    return Profiles.of(body).fingerprint();
  }

  private static long print(byte[] body) {
    return Profiles.of(body).fingerprint();
  }

  private static String text(byte[] body) {
    return new String(body, UTF_8);
  }
}
