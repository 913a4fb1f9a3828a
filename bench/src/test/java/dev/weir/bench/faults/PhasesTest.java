package dev.weir.bench.faults;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PhasesTest {
  @Test
  void shouldFindThePhaseThatAnInstantFallsInto() {
    Phases phases = new Phases();
    assertThat(phases.begun()).isFalse();
    phases.begin("calm", 100);
    phases.begin("data node killed", 200);
    phases.begin("calm", 300);

    assertThat(phases.begun()).isTrue();
    assertThat(phases.at(50).number()).isZero();
    assertThat(phases.at(199).number()).isZero();
    assertThat(phases.at(200).label()).isEqualTo("data node killed");
    assertThat(phases.at(200).calm()).isFalse();
    assertThat(phases.at(1_000).number()).isEqualTo(2);
    assertThat(phases.at(1_000).calm()).isTrue();
  }
}
