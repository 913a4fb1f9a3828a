package dev.weir.app.config.bind;

import dev.weir.app.config.bind.YamlNode.Scalar;
import dev.weir.gateway.settings.Address;
import dev.weir.gateway.settings.ByteSize;
import dev.weir.gateway.settings.Secret;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** The kinds of single value that a configuration is made of. */
public enum ScalarType {
  STRING(String.class, "text", "text", null) {
    @Override
    Object parse(Scalar scalar, Surroundings surroundings) {
      return scalar.text();
    }
  },
  INTEGER(int.class, "whole number", "a whole number", null) {
    @Override
    Object parse(Scalar scalar, Surroundings surroundings) throws Unfit {
      long value = whole(scalar);
      if (value != (int) value) {
        throw new Unfit("between " + Integer.MIN_VALUE + " and " + Integer.MAX_VALUE);
      }
      return (int) value;
    }
  },
  LONG(long.class, "whole number", "a whole number", null) {
    @Override
    Object parse(Scalar scalar, Surroundings surroundings) throws Unfit {
      return whole(scalar);
    }
  },
  BOOLEAN(boolean.class, "true or false", "true or false", null) {
    @Override
    Object parse(Scalar scalar, Surroundings surroundings) throws Unfit {
      return switch (scalar.plain() ? scalar.text() : "") {
        case "true" -> true;
        case "false" -> false;
        default -> throw new Unfit(expected());
      };
    }
  },
  URL(URI.class, "URL", "a URL such as http://10.0.0.1:9200", "^https?://.+$") {
    @Override
    Object parse(Scalar scalar, Surroundings surroundings) throws Unfit {
      try {
        URI uri = new URI(scalar.text());
        if (uri.getScheme() != null && uri.getHost() != null) {
          return uri;
        }
      } catch (URISyntaxException e) {
        // Said below, together with what parses but leads nowhere.
      }
      throw new Unfit(expected());
    }
  },
  PATH(Path.class, "path", "a path", "^.+$") {
    @Override
    Object parse(Scalar scalar, Surroundings surroundings) throws Unfit {
      try {
        return surroundings.path(scalar.text());
      } catch (InvalidPathException e) {
        throw new Unfit(expected());
      }
    }
  },
  DURATION(
      Duration.class,
      "duration",
      "a duration such as 500ms, 2s, 1m, 2h or 1d, at most 3650d",
      "^[0-9]+(ms|s|m|h|d)$") {
    @Override
    Object parse(Scalar scalar, Surroundings surroundings) throws Unfit {
      try {
        return Durations.parse(scalar.text());
      } catch (IllegalArgumentException e) {
        throw new Unfit(expected());
      }
    }
  },
  BYTE_SIZE(
      ByteSize.class, "size", "a size such as 512b, 64kb, 16mb or 2gb", "^[0-9]+(b|kb|mb|gb)$") {
    @Override
    Object parse(Scalar scalar, Surroundings surroundings) throws Unfit {
      try {
        return ByteSize.parse(scalar.text());
      } catch (IllegalArgumentException e) {
        throw new Unfit(expected());
      }
    }
  },
  ADDRESS(
      Address.class,
      "host:port",
      "host:port with a port up to 65535, such as 127.0.0.1:9200 or [::1]:9200",
      "^(\\[[0-9A-Fa-f:.%A-Za-z_-]+\\]|[A-Za-z0-9._-]+):[0-9]{1,5}$") {
    @Override
    Object parse(Scalar scalar, Surroundings surroundings) throws Unfit {
      try {
        return Address.parse(scalar.text());
      } catch (IllegalArgumentException e) {
        throw new Unfit(expected());
      }
    }
  },
  SECRET(Secret.class, "secret", "text, env:NAME or file:/path", "^.+$") {
    @Override
    Object parse(Scalar scalar, Surroundings surroundings) throws Unfit {
      try {
        return surroundings.secret(scalar.text());
      } catch (InvalidPathException e) {
        throw new Unfit(expected());
      }
    }
  };

  private final Class<?> javaType;
  private final String title;
  private final String expected;
  private final @Nullable String pattern;

  ScalarType(Class<?> javaType, String title, String expected, @Nullable String pattern) {
    this.javaType = javaType;
    this.title = title;
    this.expected = expected;
    this.pattern = pattern;
  }

  /** The type that holds such values. */
  public Class<?> javaType() {
    return javaType;
  }

  /** What it is called in the reference. */
  public String title() {
    return title;
  }

  /** What is said to be expected where something else stands. */
  public String expected() {
    return expected;
  }

  /** A regular expression that every such value fits; null if any text or no text does. */
  public @Nullable String pattern() {
    return pattern;
  }

  /** Writes a value so that it could stand in a file; a secret as three stars. */
  public String format(Object value) {
    return value instanceof Duration duration ? Durations.format(duration) : value.toString();
  }

  abstract Object parse(Scalar scalar, Surroundings surroundings) throws Unfit;

  /** No leading zeros: to some readers they make a number octal. */
  private static long whole(Scalar scalar) throws Unfit {
    if (!scalar.plain() || !scalar.text().matches("-?(0|[1-9][0-9]{0,18})")) {
      throw new Unfit("a whole number");
    }
    try {
      return Long.parseLong(scalar.text());
    } catch (NumberFormatException e) {
      throw new Unfit("between " + Long.MIN_VALUE + " and " + Long.MAX_VALUE);
    }
  }
}
