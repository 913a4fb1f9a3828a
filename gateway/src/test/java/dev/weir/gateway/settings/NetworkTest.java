package dev.weir.gateway.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.math.BigInteger;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NetworkTest {
  @ParameterizedTest
  @CsvSource({
    "10.0.0.0/8, 10.255.255.255, true",
    "10.0.0.0/8, 11.0.0.0, false",
    "10.1.2.3, 10.1.2.3, true",
    "10.1.2.3, 10.1.2.4, false",
    "0.0.0.0/0, 255.255.255.255, true",
    "0.0.0.0/0, 2001:db8::1, false",
    "2001:db8::/32, 2001:db8:ffff::1, true",
    "2001:db8::/32, 2001:db9::, false",
    "2001:db8::/65, 2001:db8::8000:0:0:1, false",
    "::/0, 2001:db8::1, true",
    "::/0, 10.0.0.1, false",
    "::ffff:10.0.0.0/104, 10.1.1.1, true",
    "::1, ::1, true"
  })
  void shouldHoldItsAddresses(String network, String address, boolean held) throws Exception {
    assertThat(Network.parse(network).contains(InetAddress.getByName(address))).isEqualTo(held);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "/",
        "10.0.0.0/",
        "10.0.0.0/33",
        "10.0.0.0/-1",
        "10.0.0.0/08",
        "10.0.0.0/8/8",
        "10.0.0.1/8",
        "10.0.0",
        "10",
        "010.0.0.0",
        "256.0.0.0",
        "localhost",
        "es1.internal/8",
        "2001:db8::/129",
        "2001:db8::1/32",
        "2001:db8::/+32",
        "fe80::1%eth0",
        ":::",
        "1::2::3",
        "10.0.0.0/ 8",
        " 10.0.0.0",
        "[::1]"
      })
  void shouldTakeNothingElse(String text) {
    assertThatIllegalArgumentException().isThrownBy(() -> Network.parse(text));
    assertThat(Network.isOne(text)).isFalse();
  }

  @Test
  void shouldHoldWhatItsPrefixSays() throws UnknownHostException {
    Random random = new Random(7);
    for (int i = 0; i < 20_000; i++) {
      byte[] base = new byte[random.nextBoolean() ? 4 : 16];
      random.nextBytes(base);
      // Not one of those that stand for an address of IPv4.
      base[0] |= 1;
      int bits = base.length * 8;
      int prefix = random.nextInt(bits + 1);
      clear(base, prefix);
      Network network =
          Network.parse(InetAddress.getByAddress(base).getHostAddress() + "/" + prefix);
      byte[] inside = base.clone();
      for (int bit = prefix; bit < bits; bit++) {
        if (random.nextBoolean()) {
          inside[bit / 8] ^= (byte) (0x80 >> bit % 8);
        }
      }
      assertThat(network.contains(InetAddress.getByAddress(inside))).isTrue();
      if (prefix > 0) {
        int flipped = random.nextInt(prefix);
        inside[flipped / 8] ^= (byte) (0x80 >> flipped % 8);
        assertThat(network.contains(InetAddress.getByAddress(inside)))
            .as(new BigInteger(1, base).toString(16) + "/" + prefix + " without bit " + flipped)
            .isFalse();
      }
    }
  }

  @Test
  void shouldThrowNothingElseWhateverTheText() {
    Random random = new Random(11);
    String characters = "0123456789abcdef:./%[]x ";
    for (int i = 0; i < 50_000; i++) {
      StringBuilder text = new StringBuilder();
      for (int j = random.nextInt(20); j >= 0; j--) {
        text.append(characters.charAt(random.nextInt(characters.length())));
      }
      if (Network.isOne(text.toString())) {
        assertThat(Network.parse(text.toString()).prefix()).isBetween(0, 128);
      }
    }
  }

  private static void clear(byte[] address, int from) {
    for (int bit = from; bit < address.length * 8; bit++) {
      address[bit / 8] &= (byte) ~(0x80 >> bit % 8);
    }
  }
}
