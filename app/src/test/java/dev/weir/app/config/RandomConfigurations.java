package dev.weir.app.config;

import dev.weir.app.config.bind.RecordShape;
import dev.weir.app.config.bind.ScalarType;
import dev.weir.app.config.bind.ValueType;
import dev.weir.app.config.bind.ValueType.OfEnum;
import dev.weir.app.config.bind.ValueType.OfList;
import dev.weir.app.config.bind.ValueType.OfMap;
import dev.weir.app.config.bind.ValueType.OfRecord;
import dev.weir.app.config.bind.ValueType.OfScalar;
import dev.weir.gateway.settings.Address;
import dev.weir.gateway.settings.ByteSize;
import dev.weir.gateway.settings.ClusterSettings;
import dev.weir.gateway.settings.InvalidSettings;
import dev.weir.gateway.settings.LaneSettings;
import dev.weir.gateway.settings.LimitKey;
import dev.weir.gateway.settings.LimitSettings;
import dev.weir.gateway.settings.LimitUnit;
import dev.weir.gateway.settings.Secret;
import dev.weir.search.rule.Rules;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** Makes configurations that are right, by chance but the same for the same seed. */
final class RandomConfigurations {
  private static final String TEXT = "abz09 -_./:#'\"\\{}[],&*!|>%@`~?=\tüß世🌊";

  private final Random random;
  private final List<String> clusters = new ArrayList<>();
  private final List<String> limits = new ArrayList<>();
  private final List<String> lanes = new ArrayList<>();
  private int names;

  RandomConfigurations(Random random) {
    this.random = random;
  }

  /** A configuration that its constructors accept. */
  Configuration next() {
    while (true) {
      try {
        return (Configuration) record(RecordShape.of(Configuration.class));
      } catch (InvalidSettings e) {
        // A cross-check failed by chance, such as a route to no cluster: the next one may do.
      }
    }
  }

  private Object record(RecordShape shape) {
    for (int attempt = 0; ; attempt++) {
      if (shape.type().equals(Configuration.class)) {
        // Nothing may refer to what an earlier attempt has made.
        clusters.clear();
        limits.clear();
        lanes.clear();
      }
      @Nullable Object[] components = new @Nullable Object[shape.keys().size()];
      for (int i = 0; i < components.length; i++) {
        RecordShape.Key key = shape.keys().get(i);
        boolean nodes = key.name().equals("nodes");
        // What may be absent is so most of the time: of several, at most one may be given.
        // A deadline has to fit every cluster's other times, which it seldom does by chance.
        // The lane of a limit is made after it.
        boolean rare = key.name().equals("deadline") || key.name().equals("over-lane");
        int rarity = rare ? 50 : key.name().equals("redis") ? 1 : 4;
        // Limits that are the fleet's need its Redis.
        boolean fleet = key.name().equals("fleet") && key.type() instanceof OfRecord;
        if (key.nullable() && !nodes && random.nextInt(rarity) > 0) {
          components[i] = null;
        } else {
          boolean leaveOut =
              !key.required()
                  && !nodes
                  && !fleet
                  && (random.nextInt(3) == 0 || !canRefer(key.name()));
          components[i] = leaveOut ? key.absent() : value(key.type(), key.name());
        }
      }
      try {
        Object made = shape.create(components);
        if (made instanceof ClusterSettings cluster) {
          clusters.add(cluster.name());
        } else if (made instanceof LimitSettings limit) {
          limits.add(limit.name());
        } else if (made instanceof LaneSettings lane) {
          lanes.add(lane.name());
        }
        return made;
      } catch (InvalidSettings e) {
        if (attempt == 100) {
          throw e;
        }
      }
    }
  }

  private Object value(ValueType type, String key) {
    return switch (type) {
      case OfRecord(RecordShape shape) -> record(shape);
      case OfList(ValueType item) -> {
        List<Object> items = new ArrayList<>();
        for (int i = random.nextInt(4); i >= 0; i--) {
          items.add(value(item, key));
        }
        yield List.copyOf(items);
      }
      case OfMap(ValueType item) -> {
        Map<String, Object> items = new LinkedHashMap<>();
        for (int i = random.nextInt(4); i > 0; i--) {
          items.put(text(), value(item, "text"));
        }
        yield Map.copyOf(items);
      }
      case OfEnum words -> {
        Object[] constants = words.type().getEnumConstants();
        Object one = constants[random.nextInt(constants.length)];
        // What searches cost, and their shape, is seldom known: that takes queries.
        boolean known = one != LimitUnit.COST && one != LimitKey.SHAPE;
        yield known || random.nextInt(8) == 0 ? one : constants[0];
      }
      case OfScalar(ScalarType scalar) -> scalar(scalar, key);
    };
  }

  private Object scalar(ScalarType type, String key) {
    return switch (type) {
      case STRING ->
          switch (key) {
            case "name", "id", "claims", "value" -> "n" + names++;
            case "addresses" -> "10." + random.nextInt(256) + "." + random.nextInt(256) + ".0/24";
            case "named" -> "es" + random.nextInt(9) + ":" + port();
            case "subject" -> "CN=n" + names++;
            case "service", "namespace", "port" -> "n" + random.nextInt(1000);
            case "server" -> random.nextBoolean() ? "" : "10.0.0.53:" + port();
            case "cluster", "clusters" -> one(clusters);
            case "limit" -> one(limits);
            case "rule" -> Rules.all().get(random.nextInt(Rules.all().size())).id();
            case "lane", "lanes" -> one(lanes);
            case "tenants", "exempt" -> "unknown";
            case "ignored-headers" -> "X-" + names++;
            case "without" -> "sorted-terms";
            case "path", "path-prefix" -> "/" + text();
            default -> text();
          };
      case INTEGER -> key.equals("min-cost") && random.nextInt(8) > 0 ? 0 : random.nextInt(12);
      case LONG -> random.nextLong();
      case BOOLEAN -> key.equals("fleet") ? random.nextInt(8) == 0 : random.nextBoolean();
      case URL -> URI.create("https://es" + random.nextInt(1000) + ":" + port());
      case PATH -> Path.of("/etc").resolve(text().replaceAll("[\\s/.]", "x") + "x");
      case DURATION -> Duration.ofMillis(1 + random.nextLong(1L << random.nextInt(1, 38)));
      case BYTE_SIZE ->
          switch (key) {
            case "size" -> new ByteSize((1 << 22) + random.nextLong(1L << random.nextInt(1, 45)));
            case "max-answer", "max-request" -> new ByteSize(1 + random.nextInt(1 << 20));
            default -> new ByteSize(random.nextLong(1L << random.nextInt(1, 45)));
          };
      case ADDRESS -> new Address(random.nextBoolean() ? "::1" : "127.0.0.1", port());
      case SECRET -> new Secret("s" + text());
    };
  }

  /** One of those that were made, as what refers to it has to. */
  private String one(List<String> made) {
    return made.isEmpty() ? text() : made.get(random.nextInt(made.size()));
  }

  /** Whether there is what a key names, if it names anything. */
  private boolean canRefer(String key) {
    return !key.equals("switches") || !(limits.isEmpty() || lanes.isEmpty() || clusters.isEmpty());
  }

  private int port() {
    return 1 + random.nextInt(65_535);
  }

  private String text() {
    int[] characters = TEXT.codePoints().toArray();
    StringBuilder text = new StringBuilder();
    for (int i = random.nextInt(10); i > 0; i--) {
      text.appendCodePoint(characters[random.nextInt(characters.length)]);
    }
    return text.toString();
  }
}
