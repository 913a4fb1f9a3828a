package dev.weir.flow.balance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.flow.balance.Groups.Member;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GroupsTest {
  private static final Member DATA = new Member(NodeKind.DATA, true);
  private static final Member FAR_DATA = new Member(NodeKind.DATA, false);
  private static final Member COORDINATING = new Member(NodeKind.COORDINATING, true);
  private static final Member FAR_COORDINATING = new Member(NodeKind.COORDINATING, false);
  private static final Member MANAGER = new Member(NodeKind.MANAGER, true);
  private static final Member UNKNOWN = new Member(NodeKind.UNKNOWN, true);

  @ParameterizedTest
  @CsvSource({
    "'',COORDINATING",
    "remote_cluster_client,COORDINATING",
    "data,DATA",
    "ingest,DATA",
    "'master,data,ingest',DATA",
    "'cluster_manager,data_hot',DATA",
    "data_frozen,DATA",
    "cluster_manager,MANAGER",
    "'master,remote_cluster_client',MANAGER",
    "'master,voting_only',MANAGER",
    "ml,OTHER",
    "'transform,remote_cluster_client',OTHER",
    "'master,ml',MANAGER",
  })
  void shouldTellTheKindOfANodeFromItsRoles(String roles, NodeKind kind) {
    assertThat(NodeKind.of(roles.isEmpty() ? List.of() : List.of(roles.split(","))))
        .isEqualTo(kind);
  }

  @Test
  void shouldHaveOneGroupWithoutZonesAndRoles() {
    for (Purpose purpose : Purpose.values()) {
      assertThat(order(purpose, true, UNKNOWN, UNKNOWN)).isEqualTo(List.of(List.of(0, 1)));
    }
  }

  @Test
  void shouldSendSearchesToCoordinatingNodesFirst() {
    assertThat(order(Purpose.HEAVY_READ, true, DATA, COORDINATING, MANAGER))
        .isEqualTo(List.of(List.of(1), List.of(0, 1)));
  }

  @Test
  void shouldSendWritesToDataNodesFirst() {
    assertThat(order(Purpose.WRITE, true, DATA, COORDINATING, MANAGER))
        .isEqualTo(List.of(List.of(0), List.of(0, 1)));
  }

  @Test
  void shouldSendSearchesToAllDataNodesIfThereIsNoOther() {
    assertThat(order(Purpose.HEAVY_READ, true, DATA, DATA, MANAGER))
        .endsWith(List.of(0, 1))
        .doesNotContain(List.of(0, 1, 2));
  }

  @Test
  void shouldAskManagersIfThereIsNobodyElse() {
    assertThat(order(Purpose.ANY, true, MANAGER, MANAGER)).endsWith(List.of(0, 1));
  }

  @Test
  void shouldPutTheRoleBeforeTheZone() {
    assertThat(
            order(
                Purpose.HEAVY_READ, true, DATA, FAR_DATA, COORDINATING, FAR_COORDINATING, MANAGER))
        .isEqualTo(List.of(List.of(2), List.of(2, 3), List.of(0, 2), List.of(0, 1, 2, 3)));
  }

  @Test
  void shouldPutOtherZonesFirstForARequestThatLeaves() {
    assertThat(order(Purpose.ANY, false, DATA, FAR_DATA))
        .isEqualTo(List.of(List.of(1), List.of(0, 1)));
  }

  @Test
  void shouldCountTheEndpointsAtHomeThatServe() {
    Groups groups = Groups.of(List.of(DATA, FAR_DATA, MANAGER, COORDINATING));

    assertThat(groups.isZoned()).isTrue();
    assertThat(groups.homes(Purpose.WRITE)).isEqualTo(2);
    assertThat(groups.isHome(1, Purpose.WRITE)).isFalse();
    assertThat(groups.isHome(2, Purpose.WRITE)).isFalse();
  }

  @Test
  void shouldReachEveryEndpointThatServesInTheEnd() {
    RandomGenerator random = new SplittableRandom(42);
    NodeKind[] kinds = NodeKind.values();
    for (int round = 0; round < 3000; round++) {
      List<Member> members = new ArrayList<>();
      for (int i = random.nextInt(1, 8); i > 0; i--) {
        members.add(new Member(kinds[random.nextInt(kinds.length)], random.nextBoolean()));
      }
      boolean someServe = members.stream().anyMatch(each -> each.kind() != NodeKind.MANAGER);
      List<Integer> serving =
          IntStream.range(0, members.size())
              .filter(i -> !someServe || members.get(i).kind() != NodeKind.MANAGER)
              .boxed()
              .toList();
      for (Purpose purpose : Purpose.values()) {
        Member[] all = members.toArray(Member[]::new);
        assertThat(order(purpose, random.nextBoolean(), all).getLast()).isEqualTo(serving);
      }
    }
  }

  /** Who is in each group, in the order in which groups are looked at; empty ones left out. */
  private static List<List<Integer>> order(Purpose purpose, boolean stays, Member... members) {
    Groups groups = Groups.of(List.of(members));
    return IntStream.range(0, groups.count(purpose, stays))
        .map(number -> groups.group(number, purpose, stays))
        .mapToObj(
            group ->
                IntStream.range(0, members.length)
                    .filter(endpoint -> groups.isIn(endpoint, group, purpose))
                    .boxed()
                    .toList())
        .filter(group -> !group.isEmpty())
        .toList();
  }
}
