package dev.weir.app.admin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.app.shapes.ShapeDesk;
import dev.weir.gateway.shape.Shapes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ShapePagesTest {
  private static final String ID = "1f3a9c0b77e2d411";

  private final ShapePages pages = new ShapePages(ShapeDesk.open(new Shapes(), null));

  @Test
  void shouldBlockAShapeUntilItIsFreed() {
    Answer blocked = pages.block(ID, "for=10m&why=the%20report");

    assertThat(blocked.status()).isEqualTo(200);
    assertThat(blocked.body())
        .contains(
            "\"shape\" : \"" + ID + "\"",
            "\"set_to\" : \"blocked\"",
            "\"for\" : \"10m\"",
            "\"until\" : \"",
            "\"outlasts_restart\" : false");
    assertThat(pages.all(null).body())
        .contains("\"set_to\" : \"blocked\"", "\"why\" : \"the report\"", "\"refused\" : 0");

    assertThat(pages.free(ID, null).body()).contains("\"set_to\" : \"free\"");
    assertThat(pages.all(null).body()).doesNotContain(ID);
    assertThat(pages.free(ID, null).status()).isEqualTo(404);
  }

  @Test
  void shouldLimitAShapeByTheBeginningOfItsId() {
    assertThat(pages.limit(ID, "rate=5/s&for=1h").status()).isEqualTo(200);
    assertThat(pages.limit("1f3a", "rate=100/10s&for=1h").body()).contains(ID, "100/10s");
    assertThat(pages.all(null).body()).contains("\"set_to\" : \"100/10s\"");
    assertThat(pages.block("1f3a9c0b77e2d412", "for=1h").status()).isEqualTo(200);
    assertThat(pages.free("1f3a", null).body()).contains("more than one shape begins so");
  }

  @Test
  void shouldTellThatThereIsNoSuchShape() {
    assertThat(pages.one(ID, null).status()).isEqualTo(404);
    assertThat(pages.one("ffff", null).body()).contains("no shape begins so");
  }

  @ParameterizedTest
  @CsvSource({
    "x, for=10m, a shape's id",
    "1f3, for=10m, a shape's id",
    "1F3A9C0B77E2D411, for=10m, a shape's id",
    "1f3a9c0b77e2d411, , for: missing",
    "1f3a9c0b77e2d411, for=8d, at most",
    "1f3a9c0b77e2d411, for=0s, 1ms to 7d",
    "1f3a9c0b77e2d411, for=1m&rate=5/s, rate: unknown",
    "1f3a9c0b77e2d411, for=1m&why=a%22b, without quotes"
  })
  void shouldSayWhyItDoesNotBlock(String id, String query, String why) {
    Answer answer = pages.block(id, query);

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.body()).contains("nothing has changed: ");
    assertThat(why.equals("at most") || answer.body().contains(why)).as(answer.body()).isTrue();
    assertThat(pages.all(null).body()).doesNotContain("blocked");
  }

  @ParameterizedTest
  @CsvSource({"rate=0/s", "rate=x", "rate=5", "rate=1000000000/ms"})
  void shouldSayWhyItDoesNotLimit(String rate) {
    assertThat(pages.limit(ID, rate + "&for=1m").status()).isEqualTo(400);
  }

  @ParameterizedTest
  @CsvSource({"sort=size", "limit=0", "limit=1001", "limit=x", "top=3"})
  void shouldReadItsQueryStrictly(String query) {
    assertThat(pages.all(query).status()).isEqualTo(400);
    assertThat(pages.all("sort=last-seen&limit=1000").status()).isEqualTo(200);
  }
}
