package dev.weir.bench.peer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.bench.process.BenchFailure;
import dev.weir.bench.process.Stage;
import org.junit.jupiter.api.Test;

class JvmHeapTest {
  @Test
  void shouldAddUpTheGenerationsOfTheSerialCollector() {
    String info =
        """
        4711:
        DefNew     total 39296K, used 2000K [0x00000000f8000000, 0x00000000faaa0000)
         eden space 34944K,   5% used [0x00000000f8000000, 0x00000000f99bff40)
        Tenured    total 87424K, used 6472K [0x00000000faaa0000, 0x0000000100000000)
         the  space 87424K,   7% used [0x00000000faaa0000, 0x00000000fb0f2040)
        Metaspace       used 21000K, committed 21500K, reserved 1114112K
        """;

    assertThat(JvmHeap.parseUsed(info)).isEqualTo(8472 * 1024);
  }

  @Test
  void shouldReadTheHeapOfG1() {
    String info =
        """
        garbage-first heap   total 131072K, used 9000K [0x00000000f8000000, 0x0000000100000000)
         region size 1024K, 3 young (3072K), 0 survivors (0K)
        Metaspace       used 21000K, committed 21500K, reserved 1114112K
        """;

    assertThat(JvmHeap.parseUsed(info)).isEqualTo(9000 * 1024);
  }

  @Test
  void shouldShowAnAnswerWithoutAHeap() {
    assertThatThrownBy(() -> JvmHeap.parseUsed("no such process"))
        .isInstanceOf(BenchFailure.class)
        .hasMessageContaining("no such process");
  }

  @Test
  void shouldReadTheHeapOfARunningJvm() {
    try (Stage stage = new Stage()) {
      JvmHeap heap = new JvmHeap(stage, ProcessHandle.current());

      // A survivor space is never in use: what the JVM itself tells is a little less.
      assertThat(heap.limit()).isGreaterThanOrEqualTo(Runtime.getRuntime().maxMemory());
      assertThat(heap.live()).isBetween(100_000L, heap.limit());
    }
  }
}
