package dev.weir.flow.balance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class LoadReportTest {
  private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

  private final LoadReport report = new LoadReport(10 * SECOND);

  @Test
  void shouldBeUnknownAtFirst() {
    assertThat(report.load(0)).isEqualTo(LoadReport.UNKNOWN);
    assertThat(report.load(Long.MAX_VALUE)).isEqualTo(LoadReport.UNKNOWN);
  }

  @Test
  void shouldTellTheLastReport() {
    report.report(0.3, 0);
    report.report(0.7, 1);

    assertThat(report.load(1)).isCloseTo(0.7, within(1e-6));
  }

  @Test
  void shouldTakeSilenceForHalfBusy() {
    report.report(LoadReport.UNKNOWN, 0);

    assertThat(report.load(0)).isEqualTo(LoadReport.UNSAID);
  }

  @Test
  void shouldForgetWithTime() {
    report.report(0.8, 0);

    assertThat(report.load(10 * SECOND)).isCloseTo(0.4, within(1e-3));
  }

  @Test
  void shouldBoundWhatIsReported() {
    report.report(1e30, 0);

    assertThat(report.load(0)).isEqualTo(LoadReport.MOST);
  }
}
