package dev.weir.app.suggest;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LimitProposalsTest {
  private final List<Map<String, Object>> tenants = new ArrayList<>();
  private final List<Map<String, Object>> addresses = new ArrayList<>();
  private final List<Map<String, Object>> known = new ArrayList<>();

  private void tenant(String name, long usual, long second) {
    known.add(Map.of("name", name));
    tenants.add(asked(name, usual, second));
  }

  private static Map<String, Object> asked(String key, long usual, long second) {
    return Map.of(
        "key",
        key,
        "requests",
        1_000,
        "busy_seconds",
        100,
        "usual_second",
        usual,
        "most_in_second",
        second,
        "most_in_ten_seconds",
        10 * usual,
        "most_in_minute",
        60 * usual);
  }

  private List<String> proposed() {
    Seen seen =
        new Seen(
            List.of(
                Map.of("by", "tenant", "seconds", 9, "keys", tenants),
                Map.of("by", "address", "seconds", 9, "keys", addresses)),
            List.of(),
            List.of(),
            Map.of("tenants", Map.of("known", known)));
    return LimitProposals.of(seen).stream()
        .map(
            proposal -> {
              Map<String, Object> item = new LinkedHashMap<>(proposal.item());
              assertThat(item.remove("mode")).isEqualTo("observe");
              return item.toString();
            })
        .toList();
  }

  @Test
  void shouldProposeOneForAllTenantsThatAreAlike() {
    tenant("a", 90, 95);
    tenant("b", 30, 40);
    tenant("c", 10, 20);

    assertThat(proposed()).containsExactly("{name=per-tenant, requests=140, by=tenant}");
  }

  @Test
  void shouldSetThoseApartThatAskForFarMore() {
    tenant("a", 900, 1_000);
    tenant("b", 800, 3_000);
    tenant("c", 30, 40);
    tenant("d", 1, 1);

    assertThat(proposed())
        .containsExactly(
            "{name=tenant-a, requests=1400, tenants=[a]}",
            "{name=tenant-b, requests=1200, burst=3600, tenants=[b]}",
            "{name=per-tenant, requests=45, burst=48, by=tenant, exempt=[a, b]}");
  }

  @Test
  void shouldNotNameTenantsThatAreThereNoLonger() {
    tenant("a", 90, 95);
    tenants.add(asked("gone", 5_000, 5_000));

    assertThat(proposed()).containsExactly("{name=per-tenant, requests=140, by=tenant}");
  }

  @Test
  void shouldProposeByAddressOnlyWhereAddressesTellAnyoneApart() {
    addresses.add(asked("10.0.0.1", 100, 100));
    assertThat(proposed()).isEmpty();

    addresses.add(asked("10.0.0.2", 20, 20));
    assertThat(proposed()).containsExactly("{name=per-address, requests=150, by=address}");
  }

  @ParameterizedTest
  @CsvSource({"0, 5", "1, 5", "10, 15", "67, 110", "100, 150", "101, 160", "12345, 19000"})
  void shouldProposeHalfAsMuchAgainInRoundNumbers(long measured, long expected) {
    assertThat(Figures.generous((double) measured)).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({"5, 5 s", "65, 1 min 5 s", "3700, 1 h 1 min", "90000, 1 d 1 h"})
  void shouldTellTimesInTwoUnits(long seconds, String expected) {
    assertThat(Figures.time(seconds)).isEqualTo(expected);
  }
}
