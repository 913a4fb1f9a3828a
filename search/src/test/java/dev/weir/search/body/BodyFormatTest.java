package dev.weir.search.body;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BodyFormatTest {
  @ParameterizedTest
  @CsvSource({
    "application/json, JSON",
    "application/x-ndjson, JSON",
    "application/vnd.elasticsearch+json;compatible-with=8, JSON",
    "application/yaml, YAML",
    "Application/YAML; charset=utf-8, YAML",
    "application/vnd.elasticsearch+yaml;compatible-with=9, YAML",
    "application/cbor, CBOR",
    "application/vnd.elasticsearch+cbor, CBOR",
    "application/smile, SMILE",
    "application/vnd.opensearch+Smile, SMILE",
    "application/json; x=smile, JSON",
    "text/plain, JSON",
    "cbo, JSON",
    "'', JSON"
  })
  void shouldTellTheFormat(String contentType, BodyFormat expected) {
    assertThat(BodyFormat.of(contentType)).isEqualTo(expected);
  }

  @Test
  void shouldTakeNoTypeForJson() {
    assertThat(BodyFormat.of(null)).isEqualTo(BodyFormat.JSON);
  }
}
