package dev.weir.search.profile;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.search.json.Bounds;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever fits under a stencil has the profile that reading it would have given. */
class StencilTest {
  private static final Bounds BOUNDS = new Bounds(64, 64, 1 << 20);

  private int fitting;
  private int others;

  @Test
  void shouldTellWhatReadingTellsOfSearches() {
    Random random = new Random(20_261_121);
    for (long seed = 0; seed < 4_000; seed++) {
      vary(random, new RandomQuery(seed, seed).body(), 12);
    }
    assertThat(fitting).isGreaterThan(8_000);
    assertThat(others).isGreaterThan(8_000);
  }

  @Test
  void shouldTellWhatReadingTellsOfAnything() {
    Random random = new Random(20_261_122);
    RandomForm form = new RandomForm(random);
    for (int run = 0; run < 20_000; run++) {
      vary(random, form.body().getBytes(UTF_8), 8);
    }
    assertThat(fitting).isGreaterThan(10_000);
    assertThat(others).isGreaterThan(10_000);
  }

  private void vary(Random random, byte[] body, int times) {
    Stencil stencil = StencilMaker.make(body, body.length, new byte[0], BOUNDS);
    if (stencil == null) {
      return;
    }
    Mutation mutation = new Mutation(random, body);
    for (int i = 0; i < times; i++) {
      byte[] other =
          switch (i % 3) {
            case 0 -> mutation.otherValues();
            case 1 -> mutation.anyValue();
            default -> mutation.otherBytes();
          };
      compare(stencil, body, other);
    }
    // Whatever it was laid under others that did not fit.
    assertThat(stencil.fit(body, body.length)).isEqualTo(Stencil.FITS);
    compare(stencil, body, body);
  }

  private void compare(Stencil stencil, byte[] body, byte[] other) {
    if (stencil.fit(other, other.length) == Stencil.FITS) {
      fitting++;
      assertThat(Figures.of(stencil.profile()))
          .as("%s\n%s", new String(body, UTF_8), new String(other, UTF_8))
          .isEqualTo(Figures.of(read(other)));
    } else {
      others++;
    }
  }

  private static SearchProfile read(byte[] body) {
    QueryProfiler profiler = new QueryProfiler(BOUNDS);
    profiler.begin();
    profiler.feed(body, 0, body.length);
    return profiler.end();
  }

  @ParameterizedTest
  @CsvSource(
      delimiterString = "<>",
      value = {
        "{'query':{'term':{'a':'x'}}} <> {'query':{'term':{'a':'a longer one, and wide: ü'}}}",
        "{'query':{'term':{'a':1}}} <> {'query':{'term':{'a':-2.5e7}}}",
        "{'query':{'term':{'a':{'value':'x','boost':1}}}} <>"
            + " {'query':{'term':{'a':{'value':'','boost':2.5}}}}",
        "{'query':{'match':{'a':{'query':'x','operator':'and'}}}} <>"
            + " {'query':{'match':{'a':{'query':'some words','operator':'and'}}}}",
        "{'query':{'terms':{'a':['x','y']}}} <> {'query':{'terms':{'a':[1,2,3,'ü', null]}}}",
        "{'query':{'range':{'a':{'gte':'now-1h','lt':'now'}}}} <>"
            + " {'query':{'range':{'a':{'gte':'now-7d','lt':'now+1m'}}}}",
        "{'query':{'range':{'a':{'gte':10,'lt':20}}}} <>"
            + " {'query':{'range':{'a':{'gte':1700000000,'lt':1700000000000}}}}",
        "{'query':{'range':{'a':{'gte':'2026-11-21'}}}} <>"
            + " {'query':{'range':{'a':{'gte':'2026-11-21T12:00:00.123Z'}}}}",
        "{'query':{'wildcard':{'a':'x*'}}} <> {'query':{'wildcard':{'a':'much*longer?'}}}",
        "{'query':{'prefix':{'a':'x'}}} <> {'query':{'prefix':{'a':'longer'}}}",
        "{'query':{'query_string':{'query':'a:x AND b:y'}}} <>"
            + " {'query':{'query_string':{'query':'b:what OR a:other'}}}",
        "{'query':{'multi_match':{'query':'x','fields':['a','b']}}} <>"
            + " {'query':{'multi_match':{'query':'some other words','fields':['a','b']}}}",
        "{'query':{'ids':{'values':['1']}}} <> {'query':{'ids':{'values':[ 2 ]}}}",
        "{'from':10,'size':5} <> {'from':2000,'size':5}",
        "{'search_after':[1,'x'],'size':5} <> {'search_after':[2000,'y'],'size':5}",
        "{'id':'stored','params':{'a':1,'b':'x'}} <> {'id':'stored','params':{'a':'y','b':null}}",
        "{'knn':{'field':'v','k':10,'query_vector':[0.1,0.2]}} <>"
            + " {'knn':{'field':'v','k':10,'query_vector':[-1,2e-5]}}",
        "{'query':{'geo_distance':{'distance':'1km','at':{'lat':1,'lon':2}}}} <>"
            + " {'query':{'geo_distance':{'distance':'20km','at':{'lat':-1.5,'lon':2.25}}}}",
        "{'aggs':{'a':{'histogram':{'field':'x','interval':5,'extended_bounds':{'min':1,'max':2}}}}}"
            + " <> {'aggs':{'a':{'histogram':{'field':'x','interval':5,'extended_bounds':"
            + "{'min':10,'max':20.5}}}}}"
      },
      quoteCharacter = '~')
  void shouldFit(String one, String other) {
    assertThat(fits(one, other)).isTrue();
  }

  @ParameterizedTest
  @CsvSource(
      delimiterString = "<>",
      value = {
        "{'query':{'term':{'a':'x'}}} <> {'query':{'term':{'b':'x'}}}",
        "{'query':{'term':{'a':'x'}}} <> {'query':{'term':{'a':'x'}}}}",
        "{'query':{'term':{'a':'x'}}} <> {'query':{'term':{'a':'x'}}",
        "{'query':{'term':{'a':'x'}}} <> {'query':{'term':{'a':'x\\u0020'}}}",
        "{'query':{'term':{'a':'x'}}} <> {'query':{'term':{'a':'x','b':'y'}}}",
        "{'query':{'term':{'a':1}}} <> {'query':{'term':{'a':01}}}",
        "{'query':{'term':{'a':1}}} <> {'query':{'term':{'a':1/**/}}}",
        "{'query':{'terms':{'a':[1,2]}}} <> {'query':{'terms':{'a':[1,2,3,4,5,6,7,8,9,10]}}}",
        "{'query':{'terms':{'a':[1,2]}}} <> {'query':{'terms':{'a':[1,[2]]}}}",
        "{'query':{'range':{'a':{'gte':'now'}}}} <> {'query':{'range':{'a':{'gte':'now/d'}}}}",
        "{'query':{'wildcard':{'a':'x*'}}} <> {'query':{'wildcard':{'a':'*x'}}}",
        "{'query':{'query_string':{'query':'a:x'}}} <> {'query':{'query_string':{'query':'c:x'}}}",
        "{'size':10} <> {'size':20}",
        "{'_source':['a']} <> {'_source':['b']}",
        "{'aggs':{'a':{'terms':{'field':'x'}}}} <> {'aggs':{'a':{'terms':{'field':'y'}}}}"
      },
      quoteCharacter = '~')
  void shouldNotFit(String one, String other) {
    assertThat(fits(one, other)).isFalse();
  }

  /** Where one figure hangs on several values, or on one that seems to tell nothing. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'query':{'range':{'a':{'gte':10,'gt':%s}}}}",
        "{'query':{'range':{'a':{'gt':%s,'gte':10}}}}",
        "{'query':{'range':{'a':{'lte':'now','lt':%s}}}}",
        "{'from':10,'requests':[{'from':%s}]}",
        "{'from':%s,'requests':[{'from':'10'}]}",
        "{'query':{'match':{'a':{'query':'abc','fuzziness':%s}}}}",
        "{'query':{'match':{'a':{'query':'abc','value':%s}}}}",
        "{'query':{'match':{'a':{'query':%s,'term':'abc'}}}}",
        "{'query':{'term':{'a':'abc','b':%s}}}",
        "{'query':{'terms':{'a':[1,2],'b':%s}}}",
        "{'slice':{'id':1,'size':%s}}",
        "{'aggs':{'a':{'range':{'field':'x','ranges':[{'to':1},%s]}}}}",
        "{'aggs':{'a':{'filters':{'filters':[{'term':{'a':1}},%s]}}}}",
        "{'size':%s}",
        "{'size':'%s'}",
        "{'_source':%s}",
        "{'track_total_hits':%s}",
        "{'knn':{'field':'v','k':%s}}",
        "{'query':{'fuzzy':{'a':{'value':%s,'max_expansions':7}}}}",
        "{'query':{'prefix':{'a':%s}}}",
        "{'query':{'intervals':{'a':{'all_of':{'intervals':[{'match':{'query':'abc'}},{'match':"
            + "{'query':%s}}]}}}}}"
      })
  void shouldTellWhatReadingTellsOfAValue(String form) {
    String[] values = {
      "0", "1", "20", "-7", "1.5", "1700000000000", "'a'", "'much longer'", "'0'", "'now'",
      "'now/d'", "'*'", "'2026-11-21'", "'[x'", "true", "false", "null", "[]", "[1]", "[1,2,3]",
      "['a','b']", "{}"
    };
    for (String one : values) {
      for (String other : values) {
        // Whether it fits or not; if it does, figures are compared.
        boolean _ = fits(form.formatted(one), form.formatted(other));
      }
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiterString = "<>",
      value = {
        "{'query':{'term':{'a':1}}",
        "{'query':{'term':{'a':1,'a':2}}}",
        "{'query':{'term':{/**/'a':1}}}",
        "{'source':'{\\'query\\':{}}','params':{'a':1}}",
        "['query']"
      },
      quoteCharacter = '~')
  void shouldBeMadeOfNothingUnusual(String body) {
    assertThat(make(body)).isNull();
  }

  private static boolean fits(String one, String other) {
    Stencil stencil = make(one);
    byte[] bytes = bytes(other);
    boolean fits = stencil != null && stencil.fit(bytes, bytes.length) == Stencil.FITS;
    if (stencil != null && fits) {
      assertThat(Figures.of(stencil.profile())).isEqualTo(Figures.of(read(bytes)));
    }
    return fits;
  }

  private static @Nullable Stencil make(String body) {
    byte[] bytes = bytes(body);
    return StencilMaker.make(bytes, bytes.length, new byte[0], BOUNDS);
  }

  private static byte[] bytes(String body) {
    return body.replace('\'', '"').getBytes(UTF_8);
  }
}
