package dev.weir.flow.membership;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class MembershipTest {
  private static final long SECOND = 1_000_000_000L;
  private static final long DOUBT = 60 * SECOND;
  private static final MembershipPolicy BELIEVING =
      new MembershipPolicy(false, 3, SECOND, 50, DOUBT, false);
  private static final MembershipPolicy PROBING =
      new MembershipPolicy(true, 3, SECOND, 50, DOUBT, false);

  private long now = 5 * SECOND;

  private static Membership<String> of(MembershipPolicy policy) {
    return new Membership<>(policy, new SplittableRandom(7));
  }

  private static Map<String, Presence> up(String... names) {
    Map<String, Presence> list = new LinkedHashMap<>();
    for (String name : names) {
      list.put(name, Presence.UP);
    }
    return list;
  }

  private Set<String> members(Membership<String> group) {
    return group.standings(now).keySet();
  }

  @Test
  void shouldTakeWhomTheSourceNames() {
    Membership<String> group = of(BELIEVING);

    group.listed(up("a", "b"), now);

    assertThat(group.standings(now)).isEqualTo(Map.of("a", Standing.LISTED, "b", Standing.LISTED));
  }

  @Test
  void shouldLetOneGoThatIsNamedNoLonger() {
    Membership<String> group = of(BELIEVING);
    group.listed(up("a", "b", "c"), now);

    group.listed(up("a", "b"), now);

    assertThat(members(group)).containsExactly("a", "b");
    assertThat(group.dueProbes(now)).isEmpty();
  }

  @Test
  void shouldLetAssumedMembersGiveWayToTheFirstList() {
    Membership<String> group = of(BELIEVING);
    group.assume(Set.of("x", "y", "z"));
    assertThat(members(group)).containsExactlyInAnyOrder("x", "y", "z");

    group.listed(up("a"), now);

    assertThat(members(group)).containsExactly("a");
    assertThat(group.isDoubted(now)).isFalse();
  }

  @Test
  void shouldKeepAssumedMembersWhileTheSourceNamesNobody() {
    Membership<String> group = of(BELIEVING);
    group.assume(Set.of("x"));

    group.listed(Map.of(), now);

    assertThat(members(group)).containsExactly("x");
  }

  @Test
  void shouldDoubtASourceThatNamesNobodyForAsLongAsItDoes() {
    Membership<String> group = of(BELIEVING);
    group.listed(up("a", "b"), now);

    group.listed(Map.of(), now);
    now += 100 * DOUBT;
    group.listed(Map.of(), now);

    assertThat(group.isDoubted(now)).isTrue();
    assertThat(group.standings(now))
        .isEqualTo(Map.of("a", Standing.DOUBTED, "b", Standing.DOUBTED));
  }

  @Test
  void shouldBelieveASourceThatNamesNobodyIfTold() {
    Membership<String> group = of(new MembershipPolicy(false, 3, SECOND, 100, DOUBT, true));
    group.listed(up("a", "b"), now);

    group.listed(Map.of(), now);

    assertThat(members(group)).isEmpty();
  }

  @Test
  void shouldNotLoseAnyoneWhileASourceFillsAgainOneByOne() {
    Membership<String> group = of(BELIEVING);
    group.listed(up("a", "b", "c", "d"), now);
    group.listed(Map.of(), now);
    now += 10 * DOUBT;

    group.listed(up("a"), now);
    assertThat(members(group)).containsExactlyInAnyOrder("a", "b", "c", "d");
    now += SECOND;
    group.listed(up("a", "b", "c", "d"), now);

    assertThat(group.isDoubted(now)).isFalse();
    assertThat(group.standings(now).values()).containsOnly(Standing.LISTED);
  }

  @Test
  void shouldDoubtASourceThatLosesTooManyAtOnceAndBelieveItAfterAWhile() {
    Membership<String> group = of(BELIEVING);
    group.listed(up("a", "b", "c", "d"), now);

    group.listed(up("new"), now);
    assertThat(members(group)).containsExactlyInAnyOrder("a", "b", "c", "d", "new");
    assertThat(group.isDoubted(now)).isTrue();
    now += DOUBT;

    assertThat(members(group)).containsExactlyInAnyOrder("new");
    assertThat(group.isDoubted(now)).isFalse();
  }

  @Test
  void shouldCountLossesThatFollowEachOther() {
    Membership<String> group = of(BELIEVING);
    group.listed(up("a", "b", "c", "d"), now);

    group.listed(up("a", "b", "c"), now);
    assertThat(members(group)).containsExactly("a", "b", "c");
    now += SECOND;
    group.listed(up("a"), now);

    // Three of four within a minute: the first of them is taken back, too.
    assertThat(members(group)).containsExactlyInAnyOrder("a", "b", "c", "d");
  }

  @Test
  void shouldTakeAListOfOthersOnTheirWord() {
    Membership<String> group = of(BELIEVING);
    group.listed(up("a", "b", "c"), now);

    group.listed(up("d", "e", "f"), now);

    assertThat(members(group)).containsExactly("d", "e", "f");
  }

  @Test
  void shouldNotDoubtASourceWhoseMembersAreReplacedOneByOne() {
    Membership<String> group = of(BELIEVING);
    for (int i = 0; i < 30; i++) {
      group.listed(up("n" + i, "n" + (i + 1), "n" + (i + 2)), now);
      assertThat(members(group)).containsExactlyInAnyOrder("n" + i, "n" + (i + 1), "n" + (i + 2));
      now += SECOND;
    }
  }

  @Test
  void shouldNotMissThoseWhoTookTheirLeave() {
    Membership<String> group = of(BELIEVING);
    group.listed(up("a", "b", "c", "d"), now);
    Map<String, Presence> leaving = new HashMap<>(up("a"));
    List.of("b", "c", "d").forEach(each -> leaving.put(each, Presence.DRAINING));
    group.listed(leaving, now);

    group.listed(up("a"), now);

    assertThat(members(group)).containsExactly("a");
    assertThat(group.isDoubted(now)).isFalse();
  }

  @Test
  void shouldDrainWhoLeavesAndNotMissItAfterwards() {
    Membership<String> group = of(PROBING);
    group.listed(up("a", "b"), now);

    group.listed(Map.of("a", Presence.UP, "b", Presence.DRAINING), now);
    assertThat(group.standings(now).get("b")).isEqualTo(Standing.DRAINING);
    group.listed(up("a"), now);

    assertThat(members(group)).containsExactly("a");
    assertThat(group.dueProbes(now)).isEmpty();
  }

  @Test
  void shouldProbeASuspectAtOnceThenSpacedUntilItIsGone() {
    Membership<String> group = of(BELIEVING);
    group.listed(up("a", "b"), now);
    group.listed(Map.of("a", Presence.UP, "b", Presence.SUSPECT), now);

    assertThat(group.dueProbes(now)).containsExactly("b");
    assertThat(group.dueProbes(now)).as("underway").isEmpty();
    group.probed("b", false, now);
    assertThat(group.dueProbes(now)).as("spaced").isEmpty();
    for (int i = 0; i < 2; i++) {
      assertThat(members(group)).contains("b");
      now += 2 * SECOND;
      assertThat(group.dueProbes(now)).containsExactly("b");
      group.probed("b", false, now);
    }

    assertThat(members(group)).containsExactly("a");
  }

  @Test
  void shouldTakeASuspectBackThatAnswers() {
    Membership<String> group = of(BELIEVING);
    group.listed(up("a", "b"), now);
    group.listed(Map.of("a", Presence.UP, "b", Presence.SUSPECT), now);
    for (int i = 0; i < 3; i++) {
      now += 2 * SECOND;
      group.dueProbes(now);
      group.probed("b", false, now);
    }
    assertThat(members(group)).doesNotContain("b");

    now += 2 * SECOND;
    assertThat(group.dueProbes(now)).containsExactly("b");
    group.probed("b", true, now);

    assertThat(group.standings(now).get("b")).isEqualTo(Standing.PROBED);
  }

  @Test
  void shouldNotCountThoseForLostWhoFailedTheirProbes() {
    Membership<String> group = of(BELIEVING);
    group.listed(up("a", "b", "c"), now);
    Map<String, Presence> two =
        Map.of("a", Presence.UP, "b", Presence.SUSPECT, "c", Presence.SUSPECT);
    group.listed(two, now);
    for (int i = 0; i < 3; i++) {
      now += 2 * SECOND;
      for (String each : group.dueProbes(now)) {
        group.probed(each, false, now);
      }
    }

    group.listed(up("a"), now);

    assertThat(members(group)).containsExactly("a");
  }

  @Test
  void shouldKeepTheMissingAsLongAsItAnswersByPolicy() {
    Membership<String> group = of(PROBING);
    group.listed(up("a", "b", "c"), now);

    group.listed(up("a", "b"), now);
    for (int i = 0; i < 1000; i++) {
      now += 2 * SECOND;
      group.dueProbes(now).forEach(each -> group.probed(each, true, now));
      group.listed(up("a", "b"), now);
      assertThat(group.standings(now).get("c")).isEqualTo(Standing.PROBED);
    }
    for (int i = 0; i < 3; i++) {
      now += 2 * SECOND;
      group.dueProbes(now).forEach(each -> group.probed(each, false, now));
    }

    assertThat(members(group)).containsExactly("a", "b");
  }

  @Test
  void shouldNotProbeTogetherWithOthers() {
    Set<Long> moments = new HashSet<>();
    for (int judge = 0; judge < 100; judge++) {
      Membership<String> group = new Membership<>(PROBING, new SplittableRandom(judge));
      group.listed(up("a", "b", "c"), 0);
      group.listed(up("a", "b"), 0);
      group.dueProbes(0);
      group.probed("c", true, 0);
      long moment = 0;
      while (group.dueProbes(moment).isEmpty()) {
        moment += SECOND / 1000;
      }
      moments.add(moment);
      assertThat(moment).isBetween(SECOND * 8 / 10, SECOND * 12 / 10 + SECOND / 1000);
    }
    assertThat(moments).hasSizeGreaterThan(50);
  }

  /** Whatever a source says in whatever order, these hold. */
  @Test
  void shouldHoldItsRulesUnderAnyHistory() {
    for (int seed = 0; seed < 300; seed++) {
      Random random = new Random(seed);
      MembershipPolicy policy =
          new MembershipPolicy(
              random.nextBoolean(), 1 + random.nextInt(4), SECOND, 50, DOUBT, false);
      Membership<String> group = new Membership<>(policy, new SplittableRandom(seed));
      Map<String, Presence> list = new HashMap<>();
      boolean anyone = false;
      for (int step = 0; step < 200; step++) {
        now += random.nextLong(20 * SECOND);
        if (random.nextInt(3) > 0) {
          list = randomList(random);
          group.listed(list, now);
          anyone |= list.containsValue(Presence.UP);
        }
        List<String> due = group.dueProbes(now);
        due.forEach(each -> group.probed(each, random.nextBoolean(), now));
        Map<String, Standing> standings = group.standings(now);
        for (Map.Entry<String, Presence> said : list.entrySet()) {
          switch (said.getValue()) {
            case UP ->
                assertThat(standings)
                    .as("seed %d", seed)
                    .containsEntry(said.getKey(), Standing.LISTED);
            case DRAINING ->
                assertThat(standings)
                    .as("seed %d", seed)
                    .containsEntry(said.getKey(), Standing.DRAINING);
            case SUSPECT ->
                assertThat(standings.getOrDefault(said.getKey(), Standing.PROBED))
                    .as("seed %d", seed)
                    .isEqualTo(Standing.PROBED);
          }
        }
        if (anyone && list.isEmpty() && !policy.keepsWhatAnswers()) {
          // A source that falls silent leaves whoever it did not itself let go.
          assertThat(group.isDoubted(now) || standings.isEmpty()).as("seed %d", seed).isTrue();
        }
        assertThat(standings.values()).doesNotContain(Standing.GONE);
      }
    }
  }

  private static Map<String, Presence> randomList(Random random) {
    Map<String, Presence> list = new HashMap<>();
    int size = random.nextInt(8);
    for (int i = 0; i < size; i++) {
      Presence presence =
          random.nextInt(3) > 0 ? Presence.UP : List.of(Presence.values()).get(random.nextInt(3));
      list.put("n" + random.nextInt(12), presence);
    }
    return list;
  }

  @Test
  void shouldNotGrowWithWhoComesAndGoes() {
    Membership<String> group = of(BELIEVING);
    for (int i = 0; i < 20; i++) {
      now += SECOND / 1000;
      String[] names = new String[1000];
      for (int j = 0; j < names.length; j++) {
        names[j] = "n" + (i * names.length + j);
      }
      group.listed(up(names), now);
    }

    int known = 0;
    for (int i = 0; i < 20_000; i++) {
      known += group.knows("n" + i) ? 1 : 0;
    }
    assertThat(known).isLessThanOrEqualTo(Membership.MOST_REMEMBERED + 1000);
  }
}
