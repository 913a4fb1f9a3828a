package dev.weir.app.config.bind;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What a key takes. */
public sealed interface ValueType {
  /** What is said to be expected where something else stands. */
  String expected();

  /** A mapping whose keys are a record's components. */
  record OfRecord(RecordShape shape) implements ValueType {
    @Override
    public String expected() {
      return "a mapping with keys such as " + shape.keys().getFirst().name();
    }
  }

  record OfList(ValueType item) implements ValueType {
    @Override
    public String expected() {
      return "a list";
    }
  }

  /** A mapping with free names. */
  record OfMap(ValueType value) implements ValueType {
    @Override
    public String expected() {
      return "a mapping of names to values";
    }
  }

  record OfEnum(Class<?> type) implements ValueType {
    @Override
    public String expected() {
      return "one of " + String.join(", ", words());
    }

    /** The constants as they are written, in their order. */
    public List<String> words() {
      return constants().map(OfEnum::word).toList();
    }

    Stream<Enum<?>> constants() {
      return Stream.of(type.getEnumConstants()).map(constant -> (Enum<?>) constant);
    }

    /** {@code IO_URING} is written {@code io-uring}. */
    public static String word(Enum<?> constant) {
      return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  record OfScalar(ScalarType scalar) implements ValueType {
    @Override
    public String expected() {
      return scalar.expected();
    }
  }

  /**
   * The type that a component's Java type stands for.
   *
   * @throws IllegalArgumentException if a configuration cannot hold such values
   */
  static ValueType of(Type type) {
    if (type instanceof ParameterizedType parameterized) {
      Type[] arguments = parameterized.getActualTypeArguments();
      if (parameterized.getRawType() == List.class) {
        return new OfList(of(arguments[0]));
      }
      if (parameterized.getRawType() == Map.class && arguments[0] == String.class) {
        return new OfMap(of(arguments[1]));
      }
    }
    if (type instanceof Class<?> plain) {
      if (plain.isRecord() && SCALARS.get(plain) == null) {
        return new OfRecord(RecordShape.of(plain.asSubclass(Record.class)));
      }
      if (plain.isEnum()) {
        return new OfEnum(plain);
      }
      ScalarType scalar = SCALARS.get(plain);
      if (scalar != null) {
        return new OfScalar(scalar);
      }
    }
    throw new IllegalArgumentException("no kind of setting: " + type);
  }

  /** Scalars by the Java types that hold them. */
  Map<Class<?>, ScalarType> SCALARS =
      Stream.of(ScalarType.values())
          .collect(Collectors.toUnmodifiableMap(ScalarType::javaType, scalar -> scalar));
}
