package dev.weir.bench.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class AcknowledgedWritesTest {
  @Test
  void shouldKeepTheHighestNumberOfWhatWentWell() {
    AcknowledgedWrites writes = new AcknowledgedWrites();

    writes.add(
        """
        {"took":3,"errors":true,"items":[
          {"index":{"_id":"a","_seq_no":7,"_primary_term":1,"status":201}},
          {"index":{"_id":"b","status":503,"error":{"type":"unavailable_shards_exception"}}}]}
        """);
    writes.add(
        """
        {"took":3,"errors":false,"items":[
          {"index":{"_id":"a","_seq_no":5,"_primary_term":1,"status":200}},
          {"index":{"_id":"c","_seq_no":9,"_primary_term":1,"status":201}}]}
        """);

    assertThat(writes.numbers()).containsOnly(Map.entry("a", 7L), Map.entry("c", 9L));
  }
}
