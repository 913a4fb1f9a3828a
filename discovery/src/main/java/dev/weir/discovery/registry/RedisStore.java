package dev.weir.discovery.registry;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import dev.weir.discovery.redis.RedisAddress;
import dev.weir.gateway.discovery.Instance;
import dev.weir.gateway.discovery.InstanceJson;
import dev.weir.gateway.settings.RedisSettings;
import io.lettuce.core.ClientOptions;
import io.lettuce.core.ClientOptions.DisconnectedBehavior;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisException;
import io.lettuce.core.ScriptOutputType;
import io.lettuce.core.SocketOptions;
import io.lettuce.core.TimeoutOptions;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.api.sync.RedisCommands;
import java.io.IOException;
import java.io.StringWriter;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Remembers in Redis, so that every gateway of a fleet knows the same members. Ages are told by
 * Redis's own clock, whatever the gateways' say. A service is three keys of one slot: what members
 * said of themselves, when each was last heard of, and who has left.
 */
final class RedisStore implements MemberStore {
  private static final JsonFactory JSON = new JsonFactory();
  private static final String SERVICES = "weir:registry:services";

  private static final String NOW =
      "local t = redis.call('TIME')\nlocal now = t[1] * 1000 + math.floor(t[2] / 1000)\n";
  private static final String KEEP =
      "for i = 1, 3 do redis.call('PEXPIRE', KEYS[i], ARGV[1]) end\n";

  private static final String PUT =
      NOW
          + """
          if redis.call('HEXISTS', KEYS[1], ARGV[2]) == 0
              and redis.call('HLEN', KEYS[1]) >= tonumber(ARGV[4]) then
            return 0
          end
          redis.call('HSET', KEYS[1], ARGV[2], ARGV[3])
          redis.call('HSET', KEYS[2], ARGV[2], now)
          redis.call('HDEL', KEYS[3], ARGV[2])
          """
          + KEEP
          + "return 1";

  private static final String BEAT =
      NOW
          + """
          if redis.call('HEXISTS', KEYS[1], ARGV[2]) == 0
              or redis.call('HEXISTS', KEYS[3], ARGV[2]) == 1 then
            return 0
          end
          redis.call('HSET', KEYS[2], ARGV[2], now)
          """
          + KEEP
          + "return 1";

  private static final String LEAVE =
      NOW
          + """
          if redis.call('HEXISTS', KEYS[1], ARGV[2]) == 0
              or redis.call('HEXISTS', KEYS[3], ARGV[2]) == 1 then
            return 0
          end
          redis.call('HSET', KEYS[2], ARGV[2], now)
          redis.call('HSET', KEYS[3], ARGV[2], '1')
          """
          + KEEP
          + "return 1";

  private static final String LIST =
      NOW
          + """
          local answer = {}
          local all = redis.call('HGETALL', KEYS[1])
          for i = 1, #all, 2 do
            local member = all[i]
            local age = now - tonumber(redis.call('HGET', KEYS[2], member) or '0')
            local left = redis.call('HEXISTS', KEYS[3], member)
            if (left == 1 and age >= tonumber(ARGV[2])) or age >= tonumber(ARGV[1]) then
              for k = 1, 3 do redis.call('HDEL', KEYS[k], member) end
            else
              answer[#answer + 1] = all[i + 1]
              answer[#answer + 1] = tostring(age)
              answer[#answer + 1] = tostring(left)
            end
          end
          return answer
          """;

  private final RedisClient client;
  private final String forgetMillis;
  private final String drainMillis;
  private @Nullable StatefulRedisConnection<String, String> connection;
  private boolean closed;

  RedisStore(RedisSettings settings, RegistrySettings registry) {
    this.client = RedisClient.create(RedisAddress.of(settings));
    client.setOptions(
        ClientOptions.builder()
            .autoReconnect(true)
            // Whoever asks is told at once, rather than made to wait in a queue.
            .disconnectedBehavior(DisconnectedBehavior.REJECT_COMMANDS)
            .requestQueueSize(1_000)
            .socketOptions(SocketOptions.builder().connectTimeout(settings.timeout()).build())
            .sslOptions(RedisAddress.trust(settings))
            .timeoutOptions(TimeoutOptions.enabled(settings.timeout()))
            .build());
    this.forgetMillis = String.valueOf(registry.lease().plus(registry.suspect()).toMillis());
    this.drainMillis = String.valueOf(registry.drain().toMillis());
  }

  @Override
  public boolean put(String service, Instance instance) throws IOException {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = JSON.createGenerator(text)) {
      InstanceJson.write(json, instance);
    }
    return ask(
        redis -> {
          if (redis.scard(SERVICES) >= MOST_SERVICES && !redis.sismember(SERVICES, service)) {
            return false;
          }
          redis.sadd(SERVICES, service);
          return run(
              redis,
              PUT,
              service,
              instance.uri().toString(),
              text.toString(),
              String.valueOf(MOST_MEMBERS));
        });
  }

  @Override
  public boolean beat(String service, URI member) throws IOException {
    return ask(redis -> run(redis, BEAT, service, member.toString()));
  }

  @Override
  public boolean leave(String service, URI member) throws IOException {
    return ask(redis -> run(redis, LEAVE, service, member.toString()));
  }

  private boolean run(
      RedisCommands<String, String> redis, String script, String service, String... arguments) {
    List<String> all = new ArrayList<>(List.of(forgetMillis));
    all.addAll(List.of(arguments));
    Long result =
        redis.eval(script, ScriptOutputType.INTEGER, keys(service), all.toArray(String[]::new));
    return result != null && result == 1;
  }

  @Override
  public List<Remembered> list(String service) throws IOException {
    List<Object> answer =
        ask(
            redis ->
                redis.eval(LIST, ScriptOutputType.MULTI, keys(service), forgetMillis, drainMillis));
    List<Remembered> list = new ArrayList<>();
    for (int i = 0; i + 2 < answer.size(); i += 3) {
      list.add(
          new Remembered(
              instance(String.valueOf(answer.get(i))),
              TimeUnit.MILLISECONDS.toNanos(
                  (long) Double.parseDouble(String.valueOf(answer.get(i + 1)))),
              "1".equals(String.valueOf(answer.get(i + 2)))));
    }
    return list;
  }

  private static Instance instance(String text) throws IOException {
    try (JsonParser json = JSON.createParser(text)) {
      json.nextToken();
      return InstanceJson.read(json);
    } catch (IllegalArgumentException e) {
      throw new IOException("a member that is none: " + e.getMessage(), e);
    }
  }

  @Override
  public List<String> services() throws IOException {
    return ask(redis -> redis.smembers(SERVICES).stream().sorted().toList());
  }

  /** The braces keep a service's keys together where Redis is a cluster. */
  private static String[] keys(String service) {
    String base = "weir:registry:{" + service + "}";
    return new String[] {base, base + ":heard", base + ":left"};
  }

  private <T> T ask(Function<RedisCommands<String, String>, T> question) throws IOException {
    try {
      return question.apply(connection().sync());
    } catch (RedisException e) {
      throw new IOException("redis: " + e.getMessage(), e);
    }
  }

  /** Made when it is first needed, and again if Redis was away then; Lettuce keeps it up after. */
  private synchronized StatefulRedisConnection<String, String> connection() throws IOException {
    if (closed) {
      throw new IOException("redis: closed");
    }
    StatefulRedisConnection<String, String> made = connection;
    if (made == null) {
      made = client.connect();
      connection = made;
    }
    return made;
  }

  @Override
  public synchronized void close() {
    closed = true;
    client.shutdown(0, 2, TimeUnit.SECONDS);
  }
}
