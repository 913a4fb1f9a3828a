package dev.weir.discovery.redis;

import dev.weir.flow.limit.LimitRule.TokenBucket;
import dev.weir.gateway.fleet.BudgetStore;
import dev.weir.gateway.settings.FleetSettings;
import dev.weir.gateway.settings.RedisSettings;
import io.lettuce.core.ClientOptions;
import io.lettuce.core.ClientOptions.DisconnectedBehavior;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisConnectionException;
import io.lettuce.core.RedisURI;
import io.lettuce.core.SocketOptions;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.codec.StringCodec;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A fleet's budgets in Redis: token buckets, filled by Redis's own clock, so that gateways whose
 * clocks differ agree. One script takes of many buckets in one step. A bucket that is full is not
 * kept: its key expires at that moment.
 *
 * <p>One Redis, or the primary of one with replicas; in a Redis cluster all keys of a fleet belong
 * to one slot, but who is sent elsewhere does not follow.
 */
public final class RedisBudgets implements BudgetStore {
  /**
   * For each key: wanted, passed, tokens a microsecond, burst. A clock that has stepped back gives
   * nothing, and goes on from there. For each key, what was given, and in how many microseconds
   * there will be more, and all.
   */
  private static final Script TAKE =
      new Script(
          """
          local t = redis.call('TIME')
          local now = t[1] * 1000000 + t[2]
          local answer = {}
          for i = 1, #KEYS do
            local a = 4 * (i - 1)
            local wanted, passed = tonumber(ARGV[a + 1]), tonumber(ARGV[a + 2])
            local rate, burst = tonumber(ARGV[a + 3]), tonumber(ARGV[a + 4])
            local tokens = burst
            local kept = redis.call('GET', KEYS[i])
            if kept then
              local had, at = string.match(kept, '^(%S+) (%S+)$')
              had, at = tonumber(had), tonumber(at)
              if had and at then
                tokens = math.min(burst, had + math.max(0, now - at) * rate)
              end
            end
            tokens = math.min(burst, tokens - passed)
            local given = math.max(0, math.min(wanted, math.floor(tokens)))
            tokens = tokens - given
            local full = math.ceil((burst - tokens) / rate)
            if full > 0 then
              redis.call('SET', KEYS[i], string.format('%.17g %.0f', tokens, now),
                  'PX', string.format('%.0f', math.ceil(full / 1000) + 1))
            else
              redis.call('DEL', KEYS[i])
            end
            answer[#answer + 1] = given
            answer[#answer + 1] = math.max(0, math.ceil((1 - tokens) / rate))
            answer[#answer + 1] = full
          end
          return answer
          """);

  /** Remembers a gateway, forgets those that have not been heard of, counts. */
  private static final Script BEAT =
      new Script(
          """
          local t = redis.call('TIME')
          local now = t[1] * 1000 + math.floor(t[2] / 1000)
          redis.call('ZADD', KEYS[1], string.format('%.0f', now), ARGV[1])
          redis.call('ZREMRANGEBYSCORE', KEYS[1], '-inf', string.format('%.0f', now - ARGV[2]))
          redis.call('PEXPIRE', KEYS[1], ARGV[2])
          return {redis.call('ZCARD', KEYS[1])}
          """);

  private static final int ANSWERS = 3;

  private final String base;
  private final RedisClient client;
  private final RedisURI uri;
  private @Nullable CompletableFuture<StatefulRedisConnection<String, String>> connection;
  private boolean closed;

  private RedisBudgets(FleetSettings fleet, RedisSettings redis) {
    // The braces keep a fleet's keys together, so that one call may take of many.
    this.base = "weir:{" + fleet.name() + "}:";
    this.uri = RedisAddress.of(redis);
    this.client = RedisClient.create();
    client.setOptions(
        ClientOptions.builder()
            .autoReconnect(false)
            .disconnectedBehavior(DisconnectedBehavior.REJECT_COMMANDS)
            .requestQueueSize(1_000)
            .socketOptions(SocketOptions.builder().connectTimeout(redis.timeout()).build())
            .sslOptions(RedisAddress.trust(redis))
            .build());
  }

  /** As the settings say; connects when it is first asked. */
  public static BudgetStore open(FleetSettings fleet, RedisSettings redis) {
    return new RedisBudgets(fleet, redis);
  }

  @Override
  public CompletionStage<List<Taken>> take(List<Take> takes) {
    List<String> keys = new ArrayList<>();
    List<String> values = new ArrayList<>();
    for (Take take : takes) {
      TokenBucket budget = take.budget();
      keys.add(base + "budget:" + take.key());
      values.add(String.valueOf(take.wanted()));
      values.add(String.valueOf(take.passed()));
      values.add(String.valueOf(budget.permits() * 1e3 / budget.nanos()));
      values.add(String.valueOf(budget.burst()));
    }
    return connected()
        .thenCompose(redis -> TAKE.run(redis, keys, values))
        .thenApply(answer -> taken(answer, takes.size()));
  }

  private static List<Taken> taken(List<Long> answer, int count) {
    if (answer.size() != count * ANSWERS) {
      throw new IllegalStateException("redis: " + answer.size() + " answers to " + count);
    }
    List<Taken> taken = new ArrayList<>();
    for (int i = 0; i < answer.size(); i += ANSWERS) {
      taken.add(
          new Taken(
              answer.get(i),
              TimeUnit.MICROSECONDS.toNanos(answer.get(i + 1)),
              TimeUnit.MICROSECONDS.toNanos(answer.get(i + 2))));
    }
    return taken;
  }

  @Override
  public CompletionStage<Integer> beat(String gateway, Duration memory) {
    List<String> keys = List.of(base + "gateways");
    List<String> values = List.of(gateway, String.valueOf(memory.toMillis()));
    return connected()
        .thenCompose(redis -> BEAT.run(redis, keys, values))
        .thenApply(answer -> answer.getFirst().intValue());
  }

  /** The connection that there is, or one that is being made. */
  private synchronized CompletableFuture<StatefulRedisConnection<String, String>> connected() {
    if (closed) {
      return CompletableFuture.failedFuture(new RedisConnectionException("closed"));
    }
    CompletableFuture<StatefulRedisConnection<String, String>> made = connection;
    if (made == null
        || made.isCompletedExceptionally()
        || (made.isDone() && !made.join().isOpen())) {
      made = connect();
      connection = made;
    }
    return made;
  }

  private CompletableFuture<StatefulRedisConnection<String, String>> connect() {
    CompletableFuture<StatefulRedisConnection<String, String>> wanted = new CompletableFuture<>();
    var _ =
        client
            .connectAsync(StringCodec.UTF8, uri)
            .whenComplete(
                (made, failure) -> {
                  if (failure != null) {
                    wanted.completeExceptionally(failure);
                  } else if (!wanted.complete(made)) {
                    // It has been given up meanwhile.
                    var _ = made.closeAsync();
                  }
                });
    return wanted;
  }

  @Override
  public synchronized void hangUp() {
    CompletableFuture<StatefulRedisConnection<String, String>> made = connection;
    connection = null;
    if (made != null) {
      var _ = made.thenAccept(StatefulRedisConnection::closeAsync);
      // Who waits for it is told; if it has been made, this changes nothing.
      made.completeExceptionally(new RedisConnectionException("no answer"));
    }
  }

  @Override
  public void close() {
    synchronized (this) {
      closed = true;
    }
    hangUp();
    var _ = client.shutdownAsync(0, 2, TimeUnit.SECONDS);
  }
}
