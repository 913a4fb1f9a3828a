package dev.weir.gateway.tenant;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ByValueTest {
  @Test
  void shouldFindWhatAMapFinds() {
    Random random = new Random(9);
    for (int size = 0; size < 200; size++) {
      Map<String, Integer> entries = new HashMap<>();
      for (int i = 0; i < size; i++) {
        entries.put("v" + random.nextInt(size * 2), i);
      }
      ByValue<Integer> table = new ByValue<>(entries);

      for (int i = 0; i < size * 2 + 1; i++) {
        byte[] value = ("> v" + i + " <").getBytes(ISO_8859_1);
        assertThat(table.get(value, 2, value.length - 2)).isEqualTo(entries.get("v" + i));
      }
    }
  }
}
