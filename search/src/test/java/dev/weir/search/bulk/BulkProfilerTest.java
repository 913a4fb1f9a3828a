package dev.weir.search.bulk;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.nio.ByteBuffer;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BulkProfilerTest {
  @ParameterizedTest
  @CsvSource(
      delimiterString = " -> ",
      value = {
        "'' -> 0 0",
        "{'index':{}}|{'a':1}| -> 1 1",
        "{'index':{'_id':'1'}}|{'a':1}| -> 1 0",
        "{'index':{'_id':7}}|{'a':1}| -> 1 0",
        "{'index':{'_id':null}}|{'a':1}| -> 1 1",
        "{'index':{'_id':''}}|{'a':1}| -> 1 1",
        "{'create':{'_index':'b'}}|{'_id':'no id of an action'}| -> 1 1",
        "{'delete':{'_id':'1'}}|{'delete':{'_id':'2'}}| -> 2 0",
        "{'update':{'_id':'1'}}|{'doc':{}}|{'index':{}}|{}| -> 2 1",
        "{'index':{'_index':'\"_id\"'}}|{}| -> 1 1",
        "{'index':{'meta':{'_id':'1'}}}|{}| -> 1 1",
        "|| {'index':{}} |{}|| -> 1 1",
        "{'index':{'_id':'1'}}|{'delete':{}}|{'delete':{'_id':'1'}} -> 2 0",
        "nonsense -> 1 1"
      })
  void shouldCountItemsAndThoseWithoutIds(String body, String expected) {
    BulkLook look = look(body.replace('\'', '"').replace('|', '\n'));

    assertThat(look.items() + " " + look.withoutIds()).isEqualTo(expected);
  }

  @Test
  void shouldSeeTheSameHoweverItIsCut() {
    Random random = new Random(20_260_301);
    BulkProfiler profiler = new BulkProfiler();
    for (int run = 0; run < 300; run++) {
      StringBuilder body = new StringBuilder();
      int items = random.nextInt(20);
      int without = 0;
      for (int i = 0; i < items; i++) {
        switch (random.nextInt(4)) {
          case 0 -> body.append("{\"delete\":{\"_id\":\"").append(i).append("\"}}\n");
          case 1 -> body.append("{\"update\":{\"_id\":\"x\"}}\r\n{\"doc\":{}}\r\n");
          case 2 -> {
            body.append("{\"index\":{\"_index\":\"a\"}}\n{\"text\":\"é{\"}\n");
            without++;
          }
          default -> body.append("{ \"create\" : { \"_id\" : \"\\u0041\" } }\n{}\n");
        }
      }
      byte[] bytes = body.toString().getBytes(UTF_8);
      profiler.begin();
      int at = 0;
      while (at < bytes.length) {
        int size = Math.min(1 + random.nextInt(30), bytes.length - at);
        ByteBuffer piece = ByteBuffer.wrap(bytes, at, size);
        if (random.nextBoolean()) {
          piece = ByteBuffer.allocateDirect(size).put(piece).flip();
        }
        profiler.feed(piece);
        at += size;
      }
      assertThat(profiler.end()).isEqualTo(new BulkLook(bytes.length, items, without));
    }
  }

  @Test
  void shouldThrowNothingWhateverTheBytes() {
    Random random = new Random(20_260_302);
    for (int run = 0; run < 2_000; run++) {
      byte[] bytes = new byte[random.nextInt(200)];
      for (int i = 0; i < bytes.length; i++) {
        bytes[i] = (byte) "{}[]\":,\n\\_idex 7é".charAt(random.nextInt(17));
      }
      BulkProfiler profiler = new BulkProfiler();
      profiler.begin();
      assertThatCode(() -> profiler.feed(bytes, 0, bytes.length)).doesNotThrowAnyException();
      assertThat(profiler.end().bytes()).isEqualTo(bytes.length);
    }
  }

  private static BulkLook look(String body) {
    BulkProfiler profiler = new BulkProfiler();
    profiler.begin();
    byte[] bytes = body.getBytes(UTF_8);
    profiler.feed(bytes, 0, bytes.length);
    return profiler.end();
  }
}
