package dev.weir.search.profile;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TemplateTest {
  @ParameterizedTest
  @CsvSource(
      delimiterString = "->",
      quoteCharacter = '~',
      value = {
        "{'size':{{n}}} -> {'n':500} -> 500 true",
        "{'size':'{{n}}'} -> {'n':500} -> 500 true",
        "{'size':{{ n }}} -> {'n':'500'} -> 500 true",
        "{'size':{{{n}}}} -> {'n':500} -> 500 true",
        "{'size':{{&n}}} -> {'n':500} -> 500 true",
        "{'size':{{#toJson}}n{{/toJson}}} -> {'n':500} -> 500 true",
        "{'size':{{^n}}10{{/n}}{{#n}}{{n}}{{/n}}} -> {'n':500} -> 500 true",
        "{'size':{{^n}}10{{/n}}{{#n}}{{n}}{{/n}}} -> {'m':500} -> 10 true",
        "{{#big}}'size':500{{/big}}{{^big}}'size':5{{/big}}} -> {'big':false} -> -1 false",
        "{{{#big}}'size':500{{/big}}{{^big}}'size':5{{/big}}} -> {'big':false} -> -1 false",
        "{ {{#big}}'size':500{{/big}}{{^big}}'size':5{{/big}}} -> {'big':false} -> 5 true",
        "{ {{#big}}'size':500{{/big}}{{^big}}'size':5{{/big}}} -> {'big':true} -> 500 true",
        "{'size':5{{! a comment }}} -> {} -> 5 true",
        "{'size':5,'from':{{n}}} -> {} -> 5 false",
        "{'size':5,'query':{{#toJson}}q{{/toJson}}} -> {'q':{'match_all':{}}} -> 5 false",
        "{'size':5,'a':['{{#join}}q{{/join}}']} -> {'q':[1,2]} -> 5 false",
        "{'size':5,'a':'{{#url}}q{{/url}}'} -> {'q':'x'} -> 5 false",
        "{'size':5 {{=<% %>=}}} -> {} -> 5 false",
        "{'size':5 {{#a}} -> {'a':1} -> 5 false"
      })
  void shouldReadTemplatesWithTheirParameters(String template, String parameters, String expected) {
    String text = template.replace("'", "\\\"");
    for (boolean first : new boolean[] {true, false}) {
      String source = "\"source\":\"" + text + "\"";
      String params = "\"params\":" + parameters.replace('\'', '"');
      SearchProfile profile =
          of("{" + (first ? source + "," + params : params + "," + source) + "}");
      assertThat(profile.hasTemplateText()).isTrue();
      assertThat(profile.isWhole()).isTrue();
      assertThat(profile.size() + " " + profile.isTemplateRead()).isEqualTo(expected);
    }
  }

  @Test
  void shouldFindClausesInTemplates() {
    SearchProfile profile =
        of(
            "{\"source\":\"{\\\"query\\\":{\\\"wildcard\\\":{\\\"name\\\":\\\"{{begin}}son\\\"}}}\","
                + "\"params\":{\"begin\":\"*\"}}");
    assertThat(profile.isTemplateRead()).isTrue();
    assertThat(profile.clauses()).anyMatch(Clause::hasLeadingWildcard);
  }

  @Test
  void shouldHaveOnePrintForOneTemplate() {
    String source = "{\"source\":\"{\\\"query\\\":{\\\"term\\\":{\\\"a\\\":\\\"{{b}}\\\"}}}\",";
    long print = of(source + "\"params\":{\"b\":\"x\"}}").fingerprint();
    assertThat(of(source + "\"params\":{\"b\":\"y\"}}").fingerprint()).isEqualTo(print);
    assertThat(
            of(source.replace("\\\"a\\\"", "\\\"c\\\"") + "\"params\":{\"b\":\"y\"}}")
                .fingerprint())
        .isNotEqualTo(print);
  }

  @Test
  void shouldStandWhateverTheTemplate() {
    String[] parts = {
      "{{",
      "}}",
      "{{{",
      "}}}",
      "#",
      "^",
      "/",
      "a",
      "{{#a}}",
      "{{/a}}",
      "{{#toJson}}",
      "{",
      "}",
      "[",
      "]",
      ",",
      ":",
      "'",
      "\\\\",
      "1",
      "{{a}}"
    };
    Random random = new Random(20_261_123);
    for (int run = 0; run < 20_000; run++) {
      StringBuilder text = new StringBuilder("{");
      for (int i = random.nextInt(30); i > 0; i--) {
        text.append(parts[random.nextInt(parts.length)]);
      }
      SearchProfile profile =
          of(
              "{\"source\":\""
                  + text.toString().replace("'", "\\\"")
                  + "\",\"params\":{\"a\":\"b\"},\"size\":7}");
      assertThat(profile.isWhole()).isTrue();
      assertThat(profile.hasTemplateText()).isTrue();
      assertThat(profile.size()).isGreaterThanOrEqualTo(7);
    }
  }

  private static SearchProfile of(String body) {
    return Profiles.of(body.getBytes(UTF_8));
  }
}
