package dev.weir.discovery.redis;

import io.lettuce.core.RedisFuture;
import io.lettuce.core.RedisNoScriptException;
import io.lettuce.core.ScriptOutputType;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.api.async.RedisAsyncCommands;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;

/** A script that answers with numbers; sent in full only to a Redis that does not know it. */
final class Script {
  private final String text;
  private final String digest;

  Script(String text) {
    this.text = text;
    try {
      MessageDigest sha = MessageDigest.getInstance("SHA-1");
      this.digest = HexFormat.of().formatHex(sha.digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Runs it; never blocks. */
  CompletionStage<List<Long>> run(
      StatefulRedisConnection<String, String> connection, List<String> keys, List<String> values) {
    RedisAsyncCommands<String, String> redis = connection.async();
    String[] keyArray = keys.toArray(String[]::new);
    String[] valueArray = values.toArray(String[]::new);
    RedisFuture<List<Long>> known =
        redis.evalsha(digest, ScriptOutputType.MULTI, keyArray, valueArray);
    return known.exceptionallyCompose(
        failure -> {
          Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
          return cause instanceof RedisNoScriptException
              ? redis.eval(text, ScriptOutputType.MULTI, keyArray, valueArray)
              : CompletableFuture.failedFuture(failure);
        });
  }
}
