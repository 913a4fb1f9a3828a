package dev.weir.discovery.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.weir.flow.limit.LimitRule.TokenBucket;
import dev.weir.gateway.fleet.BudgetStore;
import dev.weir.gateway.fleet.BudgetStore.Take;
import dev.weir.gateway.fleet.BudgetStore.Taken;
import dev.weir.gateway.settings.Address;
import dev.weir.gateway.settings.FleetSettings;
import dev.weir.gateway.settings.RedisSettings;
import dev.weir.gateway.settings.Secret;
import io.lettuce.core.RedisClient;
import io.lettuce.core.api.sync.RedisCommands;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import redis.embedded.RedisServer;

/** Budgets in a real Redis. */
class RedisBudgetsIT {
  private static final long SECOND = TimeUnit.SECONDS.toNanos(1);
  private static final TokenBucket TEN_A_DAY = new TokenBucket(10, 86_400 * SECOND, 10);

  private final RedisServer server;
  private final BudgetStore store;
  private final RedisClient client;

  RedisBudgetsIT() throws IOException {
    int port = freePort();
    server = new RedisServer(port);
    store = open(RedisSettings.of(Address.loopback(port)));
    client = RedisClient.create("redis://127.0.0.1:" + port);
  }

  private static BudgetStore open(RedisSettings redis) {
    return RedisBudgets.open(FleetSettings.over(redis), redis);
  }

  private static int freePort() throws IOException {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return taken.getLocalPort();
    }
  }

  @BeforeEach
  void start() throws IOException {
    server.start();
  }

  @AfterEach
  void stop() throws IOException {
    store.close();
    client.shutdown(0, 0, TimeUnit.SECONDS);
    server.stop();
  }

  private static <T> T get(CompletionStage<T> answer) throws Exception {
    return answer.toCompletableFuture().get(10, TimeUnit.SECONDS);
  }

  private Taken take(String key, TokenBucket budget, long wanted, long passed) throws Exception {
    return get(store.take(List.of(new Take(key, budget, wanted, passed)))).getFirst();
  }

  private RedisCommands<String, String> redis() {
    return client.connect().sync();
  }

  @Test
  void shouldGiveWhatThereIsAndTellWhenThereWillBeMore() throws Exception {
    assertThat(take("a", TEN_A_DAY, 4, 0).given()).isEqualTo(4);
    Taken rest = take("a", TEN_A_DAY, 9, 1);
    assertThat(rest.given()).isEqualTo(5);
    assertThat(rest.moreInNanos()).isBetween(8_600 * SECOND, 8_640 * SECOND);
    assertThat(rest.fullInNanos()).isBetween(86_300 * SECOND, 86_401 * SECOND);

    Taken none = take("a", TEN_A_DAY, 9, 3);

    assertThat(none.given()).isZero();
    assertThat(none.moreInNanos()).as("what was passed is owed").isGreaterThan(34_000 * SECOND);
    assertThat(take("b", TEN_A_DAY, 20, 0).given()).as("another").isEqualTo(10);
    assertThat(take("a", TEN_A_DAY, 1, -5).given()).as("some came back").isEqualTo(1);
  }

  @Test
  void shouldFillByItsOwnClockAndForgetWhatIsFull() throws Exception {
    TokenBucket quick = new TokenBucket(100, SECOND, 50);
    assertThat(take("a", quick, 50, 0).given()).isEqualTo(50);
    assertThat(take("a", quick, 50, 0).given()).isLessThan(40);
    assertThat(redis().dbsize()).isEqualTo(1);
    assertThat(redis().pttl("weir:{weir}:budget:a")).isBetween(1L, 502L);

    await().atMost(Duration.ofSeconds(5)).until(() -> redis().dbsize() == 0);
    assertThat(take("a", quick, 90, 0).given()).isEqualTo(50);
  }

  @Test
  void shouldTakeOfManyInOneCall() throws Exception {
    List<Take> takes = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      takes.add(new Take("key" + i, TEN_A_DAY, 1 + i % 12, 0));
    }

    List<Taken> taken = get(store.take(takes));

    for (int i = 0; i < 100; i++) {
      assertThat(taken.get(i).given()).isEqualTo(Math.min(10, 1 + i % 12));
    }
  }

  @Test
  void shouldGoOnWithAnotherBudget() throws Exception {
    take("a", TEN_A_DAY, 8, 0);

    assertThat(take("a", new TokenBucket(20, 86_400 * SECOND, 1), 5, 0).given()).isEqualTo(1);
    assertThat(take("a", new TokenBucket(20, 86_400 * SECOND, 20), 5, 0).given()).isZero();
  }

  @Test
  void shouldNeitherStopNorGiveForAClockThatStepsBack() throws Exception {
    redis().set("weir:{weir}:budget:a", "2 99999999999999999");

    assertThat(take("a", TEN_A_DAY, 5, 0).given()).isEqualTo(2);
    assertThat(take("a", new TokenBucket(1_000_000, SECOND, 10), 5, 0).given()).isPositive();
  }

  @Test
  void shouldTakeWhatIsNoBucketForAFullOne() throws Exception {
    redis().set("weir:{weir}:budget:a", "so what");

    assertThat(take("a", TEN_A_DAY, 20, 0).given()).isEqualTo(10);
  }

  @Test
  void shouldCountGatewaysThatBeat() throws Exception {
    Duration memory = Duration.ofMillis(300);
    assertThat(get(store.beat("one", memory))).isEqualTo(1);
    assertThat(get(store.beat("two", memory))).isEqualTo(2);
    assertThat(get(store.beat("one", memory))).isEqualTo(2);

    await()
        .atMost(Duration.ofSeconds(5))
        .pollInterval(Duration.ofMillis(100))
        .until(() -> get(store.beat("one", memory)) == 1);
  }

  @Test
  void shouldFailAtOnceWhileNobodyIsThereAndConnectAgain() throws Exception {
    take("a", TEN_A_DAY, 3, 0);
    server.stop();
    assertThatThrownBy(
            () -> {
              while (true) {
                take("a", TEN_A_DAY, 1, 0);
              }
            })
        .isInstanceOf(ExecutionException.class);

    server.start();

    await()
        .atMost(Duration.ofSeconds(10))
        .ignoreExceptions()
        .until(() -> take("c", TEN_A_DAY, 10, 0).given() == 10);
    store.hangUp();
    assertThat(take("b", TEN_A_DAY, 1, 0).given()).isEqualTo(1);
  }

  @Test
  void shouldShowItsPassword() throws Exception {
    redis().configSet("requirepass", "word");
    RedisSettings settings =
        new RedisSettings(
            Address.loopback(server.ports().getFirst()),
            null,
            new Secret("word"),
            false,
            null,
            Duration.ofSeconds(2));

    try (BudgetStore shown = open(settings)) {
      assertThat(get(shown.beat("one", Duration.ofSeconds(1)))).isEqualTo(1);
    }
  }
}
