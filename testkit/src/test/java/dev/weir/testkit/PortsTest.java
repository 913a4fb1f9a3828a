package dev.weir.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.ServerSocket;
import org.junit.jupiter.api.Test;

class PortsTest {
  @Test
  void shouldNeverGiveOnePortTwice() throws Exception {
    try (Ports first = Ports.takeFrom(23_400, 3);
        Ports second = Ports.takeFrom(23_400, 3)) {
      assertThat(second.get(0)).isGreaterThan(first.get(2));
    }
  }

  @Test
  void shouldStepAroundAPortInUse() throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        Ports ports = Ports.takeFrom(taken.getLocalPort(), 1)) {
      assertThat(ports.get(0)).isNotEqualTo(taken.getLocalPort());
    }
  }

  @Test
  void shouldGiveAPortAgainOnceClosed() throws Exception {
    int port;
    try (Ports ports = Ports.takeFrom(23_500, 1)) {
      port = ports.get(0);
    }

    try (Ports again = Ports.takeFrom(port, 1)) {
      assertThat(again.get(0)).isEqualTo(port);
    }
  }
}
