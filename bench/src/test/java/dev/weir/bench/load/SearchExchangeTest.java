package dev.weir.bench.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.Test;

class SearchExchangeTest {
  @Test
  void shouldBeOfTheSizesThatTheFiguresName() {
    assertThat(SearchExchange.REQUEST.length()).isBetween(280, 340);
    assertThat(SearchExchange.response().length()).isBetween(1_850, 2_100);
  }

  @Test
  void shouldBeJsonThatNginxAndLuaTakeAsItIs() {
    assertThatCode(() -> new ObjectMapper().readTree(SearchExchange.REQUEST))
        .doesNotThrowAnyException();
    assertThatCode(() -> new ObjectMapper().readTree(SearchExchange.response()))
        .doesNotThrowAnyException();
    assertThat(SearchExchange.REQUEST + SearchExchange.response())
        .doesNotContain("'", "$", "\\", "\n");
  }
}
