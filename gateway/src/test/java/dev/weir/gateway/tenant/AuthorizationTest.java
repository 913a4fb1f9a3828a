package dev.weir.gateway.tenant;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.gateway.tenant.Authorization.ApiKey;
import dev.weir.gateway.tenant.Authorization.Basic;
import dev.weir.gateway.tenant.Authorization.Bearer;
import dev.weir.gateway.tenant.Authorization.Malformed;
import dev.weir.gateway.tenant.Authorization.Other;
import java.util.Base64;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AuthorizationTest {
  @Test
  void shouldReadTheThreeSchemes() {
    assertThat(read("Basic " + base64("user:pass:word"))).isEqualTo(new Basic("user", "pass:word"));
    assertThat(read("bAsIc   " + base64("Jürgen:€"))).isEqualTo(new Basic("Jürgen", "€"));
    assertThat(read("Basic " + base64("user:"))).isEqualTo(new Basic("user", ""));
    assertThat(read("ApiKey " + base64("id:key"))).isEqualTo(new ApiKey("id", "key"));
    assertThat(read("Bearer a.b-c_d~e+f/g=")).isEqualTo(new Bearer("a.b-c_d~e+f/g="));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Basic",
        "Basic ",
        "Basic !!!",
        "Basic dXNlcjpwYXNz dXNlcjpwYXNz",
        "Basic dXNlcjpwYXNz,",
        "Basic dXNlcg==",
        "Basic OnBhc3M=",
        "Basic /////w==",
        "Basic dTpwCg==",
        "Bearer",
        "Bearer a b",
        "Bearer \"a\"",
        "apikey x"
      })
  void shouldTellWhatIsNotWrittenAsItShouldBe(String value) {
    assertThat(read(value)).isInstanceOf(Malformed.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "Negotiate abc", "Digest username=\"a\"", "Basicdata", "\tBasic a"})
  void shouldLeaveOtherSchemesAlone(String value) {
    assertThat(read(value)).isEqualTo(new Other());
  }

  @Test
  void shouldReadBackWhateverIsWritten() {
    Random random = new Random(3);
    for (int i = 0; i < 20_000; i++) {
      String user = text(random).replace(":", "") + "u";
      String password = text(random);

      assertThat(read("Basic " + base64(user + ":" + password)))
          .isEqualTo(new Basic(user, password));
    }
  }

  @Test
  void shouldTakeAnyBytes() {
    Random random = new Random(5);
    String[] schemes = {"Basic ", "ApiKey ", "Bearer ", ""};
    for (int i = 0; i < 50_000; i++) {
      byte[] tail = new byte[random.nextInt(24)];
      random.nextBytes(tail);
      String value = schemes[random.nextInt(schemes.length)] + new String(tail, ISO_8859_1);

      assertThat(read(value)).isNotNull();
    }
  }

  @Test
  void shouldNeverPrintSecrets() {
    assertThat(new Basic("u", "hush").toString()).doesNotContain("hush");
    assertThat(new ApiKey("i", "hush").toString()).doesNotContain("hush");
    assertThat(new Bearer("hush").toString()).doesNotContain("hush");
  }

  static Authorization read(String value) {
    byte[] bytes = ("  " + value + "  ").getBytes(ISO_8859_1);
    return Authorization.parse(bytes, 2, bytes.length - 2);
  }

  private static String base64(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(UTF_8));
  }

  private static String text(Random random) {
    return random
        .ints(random.nextInt(12), 0x20, 0x2fff)
        .filter(c -> !Character.isISOControl(c) && Character.isDefined(c))
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
        .toString();
  }
}
