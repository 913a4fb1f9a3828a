package dev.weir.search.shape;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SkeletonTest {
  private static String of(String body) {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    return Skeleton.of(bytes, 0, bytes.length);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '^',
      value = {
        "{'query':{'term':{'user':'Smith'}}}|{'query':{'term':{'user':'?'}}}",
        "{'query':{'terms':{'user':['a','b',3]}}}|{'query':{'terms':{'user':['?']}}}",
        "{'size':10,'from':20}|{'size':'?','from':'?'}",
        "{'sort':['day',{'amount':'desc'}]}|{'sort':['day',{'amount':'desc'}]}",
        "{'aggs':{'by':{'terms':{'field':'city','size':5}}}}"
            + "|{'aggs':{'by':{'terms':{'field':'city','size':'?'}}}}",
        "{'track_total_hits':true,'_source':['a','b*']}"
            + "|{'track_total_hits':true,'_source':['a','b*']}",
        "{'query':{'term':{'paid':true}}}|{'query':{'term':{'paid':'?'}}}",
        "{'query':{'term':{'type':'secret'}}}|{'query':{'term':{'type':'?'}}}",
        "{'query':{'terms':{'order':['secret']}}}|{'query':{'terms':{'order':['?']}}}",
        "{'query':{'match':{'path':'secret'}}}|{'query':{'match':{'path':'?'}}}",
        "{'script':{'lang':'painless','source':'secret','params':{'type':{'path':'secret'}}}}"
            + "|{'script':{'lang':'painless','source':'?','params':{'type':{'path':'?'}}}}",
        "[]|[]",
        "'secret'|'?'",
      })
  void shouldTakeTheValuesOut(String body, String skeleton) {
    assertThat(of(body.replace('\'', '"'))).isEqualTo(skeleton.replace('\'', '"'));
  }

  @Test
  void shouldGiveWhatItCouldReadOfWhatIsNotWhole() {
    assertThat(of("{\"query\":{\"term\":{\"user\":\"a\"")).startsWith("{\"query\":{\"term\"");
    assertThat(of("")).isEmpty();
    assertThat(of("nonsense")).isEmpty();
  }

  @Test
  void shouldBeBoundedWhateverComes() {
    assertThat(of("[".repeat(1_000_000)).length()).isLessThan(Skeleton.LONGEST + 200);
    assertThat(of("{\"a\":".repeat(100_000)).length()).isLessThan(Skeleton.LONGEST + 200);
    StringBuilder wide = new StringBuilder("{\"terms\":{");
    for (int i = 0; i < 20_000; i++) {
      wide.append("\"f").append(i).append("\":{\"x\":1},");
    }
    assertThat(of(wide.toString()).length()).isLessThan(Skeleton.LONGEST + 200);
  }

  @Test
  void shouldNeverThrowWhateverTheBytes() {
    Random random = new Random(1);
    byte[] alphabet = "{}[]\":,tfn0\\ e".getBytes(StandardCharsets.US_ASCII);
    for (int i = 0; i < 20_000; i++) {
      byte[] bytes = new byte[random.nextInt(40)];
      for (int j = 0; j < bytes.length; j++) {
        bytes[j] = alphabet[random.nextInt(alphabet.length)];
      }
      assertThat(Skeleton.of(bytes, 0, bytes.length)).isNotNull();
    }
  }
}
