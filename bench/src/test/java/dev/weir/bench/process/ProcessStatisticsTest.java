package dev.weir.bench.process;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ProcessStatisticsTest {
  @Test
  void shouldAddUserAndSystemTime() {
    String stat =
        "4711 (nginx) S 1 4711 4711 0 -1 4194560 500 0 0 0 120 34 7 8 20 0 1 0 100 9000 800";

    long micros = ProcessStatistics.parseCpuMicros(stat);

    assertThat(micros).isEqualTo(1_540_000);
  }

  @Test
  void shouldCountFieldsAfterANameWithBlanksAndParentheses() {
    String stat = "9 (a) b (c 1) R 1 9 9 0 -1 4194560 500 0 0 0 3 4 0 0 20 0 1 0 100 9000 800";

    long micros = ProcessStatistics.parseCpuMicros(stat);

    assertThat(micros).isEqualTo(70_000);
  }

  @Test
  void shouldReadResidentAndAnonymousMemory() {
    String status =
        "Name:\tjava\nVmPeak:\t 900000 kB\nVmRSS:\t   98304 kB\nRssAnon:\t   65536 kB\n";

    ProcessStatistics.Memory memory = ProcessStatistics.parseMemory(status);

    assertThat(memory)
        .isEqualTo(new ProcessStatistics.Memory(96L * 1024 * 1024, 64L * 1024 * 1024));
  }

  @Test
  void shouldTellNothingOfAKernelThread() {
    assertThat(ProcessStatistics.parseMemory("Name:\tkthreadd\n"))
        .isEqualTo(ProcessStatistics.Memory.NONE);
  }

  @Test
  void shouldSeeThisProcessUseTimeAndMemory() {
    ProcessHandle self = ProcessHandle.current();

    assertThat(ProcessStatistics.cpuMicros(self)).isPositive();
    assertThat(ProcessStatistics.memory(self).resident()).isGreaterThan(1024 * 1024);
  }
}
