package dev.weir.flow.balance;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class EndpointRecordTest {
  private static final EndpointRecord.Tuning USUAL = EndpointRecord.Tuning.defaults();

  private final EndpointRecord record = new EndpointRecord(USUAL, 0);

  @Test
  void shouldHaveTheUsualWeightAtFirst() {
    assertThat(record.weight(0)).isEqualTo(Candidates.USUAL_WEIGHT);
  }

  @Test
  void shouldMultiplyWhatItsWeightHangsOn() {
    record.base(4);
    record.begin(0);
    record.failed(Fault.NETWORK, 0);

    assertThat(record.weight(0)).isEqualTo(200);
    assertThat(record.base()).isEqualTo(4);
  }

  @Test
  void shouldNeverBeWithoutWeight() {
    record.base(0.001);
    record.begin(0);
    for (int i = 0; i < 100; i++) {
      record.failed(Fault.NETWORK, 0);
    }

    assertThat(record.weight(0)).isEqualTo(1);
  }

  @Test
  void shouldGainUntilItIsAtTheCeiling() {
    while (record.canGain()) {
      record.succeeded(0);
    }

    assertThat(record.weight(0)).isEqualTo(2000);
  }

  @Test
  void shouldLeaveWeightsAloneIfTheyDoNotAdapt() {
    EndpointRecord fixed = new EndpointRecord(new EndpointRecord.Tuning(false, 0.1, 2, 10, 0), 0);

    fixed.failed(Fault.NETWORK, 0);
    fixed.succeeded(0);

    assertThat(fixed.canGain()).isFalse();
    assertThat(fixed.weight(0)).isEqualTo(Candidates.USUAL_WEIGHT);
  }

  @Test
  void shouldTellWhatItWasTold() {
    record.answered(5_000_000, 0);
    record.reported(0.25, 0);

    assertThat(record.latencyNanos(0)).isEqualTo(5e6);
    assertThat(record.load(0)).isEqualTo(0.25);
  }
}
