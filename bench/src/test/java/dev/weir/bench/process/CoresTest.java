package dev.weir.bench.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class CoresTest {
  @Test
  void shouldGiveTheProxyTheLastCoreAlone() {
    Cores cores = Cores.of(4);

    assertThat(cores).isEqualTo(new Cores("3", "0,1,2"));
    assertThat(cores.onProxyCore(List.of("nginx"))).containsExactly("taskset", "-c", "3", "nginx");
  }

  @Test
  void shouldRefuseASingleCore() {
    assertThatThrownBy(() -> Cores.of(1))
        .isInstanceOf(BenchFailure.class)
        .hasMessageContaining("at least 2 cores");
  }
}
