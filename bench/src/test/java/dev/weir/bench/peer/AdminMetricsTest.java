package dev.weir.bench.peer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.bench.process.BenchFailure;
import org.junit.jupiter.api.Test;

class AdminMetricsTest {
  private static final String METRICS =
      """
      # TYPE jvm_memory_used_bytes gauge
      jvm_memory_used_bytes{area="heap",id="Eden Space"} 1.5E7
      jvm_memory_used_bytes{area="heap",id="Tenured Gen"} 5000000.0
      jvm_memory_used_bytes{area="nonheap",id="Metaspace"} 9.9E7
      jvm_memory_max_bytes{area="heap",id="Eden Space"} -1.0
      jvm_memory_max_bytes{area="heap",id="Tenured Gen"} 1.34217728E8
      weir_direct_memory_bytes 4194304.0
      """;

  @Test
  void shouldAddUpThePoolsOfTheHeap() {
    AdminMetrics.JvmMemory memory = AdminMetrics.parse(METRICS);

    assertThat(memory).isEqualTo(new AdminMetrics.JvmMemory(20_000_000, 134_217_728, 4_194_304));
  }

  @Test
  void shouldNameAMetricThatIsNotThere() {
    assertThatThrownBy(() -> AdminMetrics.parse("up 1\n"))
        .isInstanceOf(BenchFailure.class)
        .hasMessageContaining("jvm_memory_used_bytes");
  }
}
