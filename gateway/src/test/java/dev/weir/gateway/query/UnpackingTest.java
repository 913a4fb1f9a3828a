package dev.weir.gateway.query;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.search.json.Oddity;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class UnpackingTest {
  private final Unpacking unpacking = new Unpacking();
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  private static byte[] gzip(byte[] plain) throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream packing = new GZIPOutputStream(packed)) {
      packing.write(plain);
    }
    return packed.toByteArray();
  }

  private @Nullable Oddity read(byte[] body, String encoding, int limit) {
    out.reset();
    ByteBuffer buffer = ByteBuffer.wrap(body).asReadOnlyBuffer();
    Oddity why =
        unpacking.read(
            buffer, encoding, limit, (bytes, from, to) -> out.write(bytes, from, to - from));
    assertThat(buffer.remaining()).isEqualTo(body.length);
    return why;
  }

  @Test
  void shouldGiveBackWhatWasPackedWhateverItIs() throws IOException {
    Random random = new Random(17);
    for (int i = 0; i < 200; i++) {
      byte[] plain = new byte[random.nextInt(60_000)];
      random.nextBytes(plain);
      Arrays.fill(plain, 0, plain.length / 2, (byte) ' ');

      assertThat(read(gzip(plain), i % 2 == 0 ? "gzip" : " X-GZIP", 100_000)).isNull();
      assertThat(out.toByteArray()).isEqualTo(plain);
      assertThat(read(plain, "identity", 100_000)).isNull();
      assertThat(out.toByteArray()).isEqualTo(plain);
    }
  }

  @Test
  void shouldReadStreamsBehindEachOther() throws IOException {
    ByteArrayOutputStream both = new ByteArrayOutputStream();
    both.write(gzip("one".getBytes(UTF_8)));
    both.write(gzip("two".getBytes(UTF_8)));

    assertThat(read(both.toByteArray(), "gzip", 100)).isNull();
    assertThat(out.toString(UTF_8)).isEqualTo("onetwo");
  }

  @Test
  void shouldPassOverNamesAndRemarks() throws IOException {
    byte[] packed = gzip("one".getBytes(UTF_8));
    ByteArrayOutputStream named = new ByteArrayOutputStream();
    named.write(packed, 0, 3);
    named.write(4 | 8 | 16 | 2);
    named.write(packed, 4, 6);
    named.write(new byte[] {2, 0, 'x', 'y', 'n', 0, 'c', 0, 1, 2});
    named.write(packed, 10, packed.length - 10);

    assertThat(read(named.toByteArray(), "gzip", 100)).isNull();
    assertThat(out.toString(UTF_8)).isEqualTo("one");
  }

  @Test
  void shouldStopAtTheLimit() throws IOException {
    byte[] bomb = gzip(new byte[50_000_000]);

    assertThat(read(bomb, "gzip", 1_000)).isEqualTo(Oddity.TOO_LARGE);
    assertThat(out.size()).isEqualTo(1_000);
    assertThat(read(new byte[1_001], "", 1_000)).isEqualTo(Oddity.TOO_LARGE);
    assertThat(read(gzip(new byte[1_000]), "gzip", 1_000)).isNull();
  }

  @Test
  void shouldTellWhatIsCutOffDamagedOrNotKnown() throws IOException {
    byte[] packed = gzip("one and two and three".getBytes(UTF_8));

    for (int length = 1; length < packed.length - 8; length++) {
      assertThat(read(Arrays.copyOf(packed, length), "gzip", 100))
          .as("of %d bytes", length)
          .isEqualTo(Oddity.TRUNCATED);
    }
    assertThat(read("{\"no\":\"gzip at all\"}".getBytes(UTF_8), "gzip", 100))
        .isEqualTo(Oddity.MALFORMED);
    packed[10] |= 6; // A kind of block that there is not.
    assertThat(read(packed, "gzip", 100)).isEqualTo(Oddity.MALFORMED);
    assertThat(read("{}".getBytes(UTF_8), "br", 100)).isEqualTo(Oddity.FOREIGN);
  }
}
