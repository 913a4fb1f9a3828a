package dev.weir.app.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class KeysTest {
  private final List<String> done = new ArrayList<>();
  private final Keys keys =
      new Keys(3, (action, node) -> done.add(action.word() + " " + node), () -> done.add("quit"));

  @Test
  void shouldActOnceTheNumberFollows() {
    press("k2F1t3b1q");

    assertThat(done).containsExactly("kill 2", "freeze 1", "back 3", "back 1", "quit");
  }

  @Test
  void shouldAskWhichNodeWhileTheNumberIsMissing() {
    press("k");

    assertThat(keys.question()).isEqualTo("kill which node? 1 to 3");
    assertThat(done).isEmpty();
  }

  @Test
  void shouldDoNothingForNumbersWithoutNodeOrAction() {
    press("4k4kx12");

    assertThat(done).isEmpty();
    assertThat(keys.question()).isEmpty();
  }

  private void press(String typed) {
    typed.chars().forEach(keys::press);
  }
}
