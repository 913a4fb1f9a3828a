package dev.weir.flow.limit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class KeyedPlacesTest {
  private static final class Thing implements Retirable {
    private boolean used = true;
    private boolean retired;

    @Override
    public boolean retire(long now) {
      retired |= !used;
      return retired;
    }

    @Override
    public boolean isRetired() {
      return retired;
    }
  }

  private final List<String> settled = new ArrayList<>();
  private final KeyedPlaces<String, Thing> places =
      new KeyedPlaces<>(
          new KeyedPlaces.Maker<>() {
            @Override
            public Thing make(String key, long now) {
              return new Thing();
            }

            @Override
            public void settled(String key, Thing value, long now) {
              settled.add(key);
            }
          },
          2);

  private @Nullable Thing get(String key) {
    return places.get(key, 0);
  }

  @Test
  void shouldGiveEachKeyItsOwn() {
    Thing one = get("one");

    assertThat(get("one")).isNotNull().isSameAs(one);
    assertThat(get("two")).isNotNull().isNotSameAs(one);
    assertThat(places.find("two")).isSameAs(get("two"));
    assertThat(places.find("three")).isNull();
    assertThat(settled).containsExactly("one", "two");
    assertThat(places.size()).isEqualTo(2);
  }

  @Test
  void shouldHaveNoPlaceWhileAllAreInUse() {
    get("one");
    get("two");

    assertThat(get("three")).isNull();
    assertThat(places.crowded()).isEqualTo(1);
    assertThat(places.evictions()).isZero();
  }

  @Test
  void shouldGiveThePlaceOfOneThatIsNotInUse() {
    Thing one = get("one");
    get("two");
    if (one != null) {
      one.used = false;
    }

    assertThat(get("three")).isNotNull();
    assertThat(places.find("one")).isNull();
    assertThat(places.evictions()).isEqualTo(1);
    assertThat(places.size()).isEqualTo(2);
  }
}
