package dev.weir.gateway.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PasswordHashTest {
  /** Made by Python's hashlib: pbkdf2_hmac('sha256', b'dam', b'saltsaltsalt', 1000). */
  private static final String OF_DAM =
      "$pbkdf2-sha256$i=1000$c2FsdHNhbHRzYWx0$zUg+Vgy0wZdT1EGsFT+l+eXC0DQ+KJ+E9Zrm+X603/M";

  private static final byte[] SALT = "saltsaltsalt".getBytes(StandardCharsets.US_ASCII);

  @Test
  void shouldBeWhatOthersMakeOfThePassword() {
    assertThat(PasswordHash.parse(OF_DAM).isOf("dam")).isTrue();
    assertThat(PasswordHash.parse(OF_DAM).isOf("Dam")).isFalse();
    assertThat(PasswordHash.parse(OF_DAM).isOf("")).isFalse();
    assertThat(PasswordHash.of("dam", 1000, SALT).written()).isEqualTo(OF_DAM);
  }

  @Test
  void shouldTellPasswordsBeyondAsciiApart() {
    PasswordHash hash = PasswordHash.parse(PasswordHash.of("Straße €", 1000, SALT).written());

    assertThat(hash.isOf("Straße €")).isTrue();
    assertThat(hash.isOf("Strasse €")).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "password",
        "$pbkdf2-sha256$i=999$c2FsdHNhbHRzYWx0$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
        "$pbkdf2-sha256$i=99999999$c2FsdHNhbHRzYWx0$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
        "$pbkdf2-sha256$i=1000$c2Fsd$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
        "$pbkdf2-sha256$i=1000$c2FsdHNhbHRzYWx0$AAAA",
        "$pbkdf2-sha512$i=1000$c2FsdHNhbHRzYWx0$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
        "$2y$12$NgpBVrw1GRBAq0tgS4lB.uXbKk8E6hV1Y4lN4tG9oA3K6pLQGkZBe"
      })
  void shouldTakeNothingElse(String text) {
    assertThat(PasswordHash.isOne(text)).isFalse();
  }
}
