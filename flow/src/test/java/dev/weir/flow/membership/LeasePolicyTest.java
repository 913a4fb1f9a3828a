package dev.weir.flow.membership;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LeasePolicyTest {
  private final LeasePolicy policy = new LeasePolicy(15, 150, 30);

  @Test
  void shouldNameWhoBeatsThenSuspectItThenForgetIt() {
    assertThat(policy.presence(0, false)).isEqualTo(Presence.UP);
    assertThat(policy.presence(14, false)).isEqualTo(Presence.UP);
    assertThat(policy.presence(15, false)).isEqualTo(Presence.SUSPECT);
    assertThat(policy.presence(164, false)).isEqualTo(Presence.SUSPECT);
    assertThat(policy.presence(165, false)).isNull();
  }

  @Test
  void shouldDrainWhoLeavesThenForgetIt() {
    assertThat(policy.presence(0, true)).isEqualTo(Presence.DRAINING);
    assertThat(policy.presence(29, true)).isEqualTo(Presence.DRAINING);
    assertThat(policy.presence(30, true)).isNull();
  }
}
