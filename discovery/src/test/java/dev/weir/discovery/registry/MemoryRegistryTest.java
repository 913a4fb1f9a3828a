package dev.weir.discovery.registry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.gateway.discovery.Instance;
import dev.weir.gateway.discovery.Instance.Phase;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class MemoryRegistryTest {
  private static final Instance MEMBER = Instance.of(URI.create("http://10.0.0.1:9200"));

  private long now = -17;
  private final Registry registry = Registry.open(RegistrySettings.defaults(), () -> now);

  private void pass(Duration time) {
    now += time.toNanos();
  }

  private List<Phase> phases() throws Exception {
    return registry.list("search").stream().map(Instance::phase).toList();
  }

  @Test
  void shouldNameWhoBeatsSuspectWhoDoesNotAndForgetItAtLast() throws Exception {
    registry.register("search", MEMBER);
    for (int i = 0; i < 100; i++) {
      pass(Duration.ofSeconds(14));
      assertThat(phases()).containsExactly(Phase.UP);
      assertThat(registry.beat("search", MEMBER.uri())).isTrue();
    }
    pass(Duration.ofSeconds(15));
    assertThat(phases()).containsExactly(Phase.SUSPECT);
    pass(Duration.ofMinutes(10));

    assertThat(phases()).isEmpty();
    assertThat(registry.services()).isEmpty();
    assertThat(registry.beat("search", MEMBER.uri())).isFalse();
  }

  @Test
  void shouldDrainWhoLeavesThenForgetIt() throws Exception {
    registry.register("search", MEMBER);

    assertThat(registry.leave("search", MEMBER.uri())).isTrue();

    assertThat(phases()).containsExactly(Phase.DRAINING);
    assertThat(registry.beat("search", MEMBER.uri())).isFalse();
    assertThat(registry.leave("search", MEMBER.uri())).isFalse();
    pass(Duration.ofSeconds(30));
    assertThat(phases()).isEmpty();
  }

  @Test
  void shouldTakeBackWhoRegistersAgain() throws Exception {
    registry.register("search", MEMBER);
    registry.leave("search", MEMBER.uri());

    registry.register("search", MEMBER.withWeight(5).withPhase(Phase.DRAINING));

    assertThat(registry.list("search")).containsExactly(MEMBER.withWeight(5));
  }

  @Test
  void shouldHoldABoundedNumberOfMembersAndServices() throws Exception {
    for (int i = 0; i < MemberStore.MOST_MEMBERS; i++) {
      assertThat(registry.register("search", Instance.of(URI.create("http://m" + i + ":1"))))
          .isTrue();
    }
    assertThat(registry.register("search", MEMBER)).isFalse();
    for (int i = 1; i < MemberStore.MOST_SERVICES; i++) {
      assertThat(registry.register("s" + i, MEMBER)).isTrue();
    }
    assertThat(registry.register("one-more", MEMBER)).isFalse();
  }
}
