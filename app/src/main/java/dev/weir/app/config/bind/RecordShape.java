package dev.weir.app.config.bind;

import dev.weir.app.config.bind.ValueType.OfMap;
import dev.weir.app.config.bind.ValueType.OfScalar;
import dev.weir.gateway.settings.Setting;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How a record looks in a configuration file.
 *
 * @param type the record
 * @param keys its components, in their order
 */
public record RecordShape(Class<? extends Record> type, List<Key> keys) {
  public RecordShape {
    keys = List.copyOf(keys);
  }

  /**
   * One key of a mapping.
   *
   * @param name in kebab case
   * @param nullable whether it may be absent without a default
   * @param required whether it must be given
   * @param absent the value if it is not given; null if there is none
   * @param component the record's component
   */
  public record Key(
      String name,
      ValueType type,
      boolean nullable,
      boolean required,
      @Nullable Object absent,
      RecordComponent component) {

    /** Its description and example. */
    public @Nullable Setting setting() {
      return component.getAnnotation(Setting.class);
    }

    /** What a record holds there. */
    public @Nullable Object valueOf(Object holder) {
      Method accessor = component.getAccessor();
      accessor.setAccessible(true);
      return invoke(accessor, holder);
    }
  }

  /**
   * Looks at a record.
   *
   * @throws IllegalArgumentException if a component's type is none that a configuration can hold
   */
  public static RecordShape of(Class<? extends Record> type) {
    Object defaults = defaults(type);
    List<Key> keys = new ArrayList<>();
    for (RecordComponent component : type.getRecordComponents()) {
      ValueType value = ValueType.of(component.getGenericType());
      boolean nullable = component.getAnnotatedType().isAnnotationPresent(Nullable.class);
      String name = kebab(component.getName());
      Key bare = new Key(name, value, nullable, false, null, component);
      Setting setting = bare.setting();
      if (defaults != null && (setting == null || !setting.required())) {
        keys.add(new Key(name, value, nullable, false, bare.valueOf(defaults), component));
      } else if (nullable) {
        keys.add(bare);
      } else if (value instanceof OfMap) {
        keys.add(new Key(name, value, false, false, Map.of(), component));
      } else {
        keys.add(new Key(name, value, false, true, null, component));
      }
    }
    return new RecordShape(type, keys);
  }

  /** The key of that name; null if there is none. */
  public @Nullable Key key(String name) {
    return keys.stream().filter(key -> key.name().equals(name)).findFirst().orElse(null);
  }

  /** Whether one of its own components is a secret. */
  boolean holdsSecret() {
    return keys.stream()
        .anyMatch(
            key ->
                key.type() instanceof OfScalar(ScalarType scalar) && scalar == ScalarType.SECRET);
  }

  /** Calls the record's constructor; what it throws, it throws. */
  public Object create(@Nullable Object[] components) {
    Class<?>[] types =
        Arrays.stream(type.getRecordComponents())
            .map(RecordComponent::getType)
            .toArray(Class<?>[]::new);
    try {
      Constructor<? extends Record> constructor = type.getDeclaredConstructor(types);
      constructor.setAccessible(true);
      return constructor.newInstance(components);
    } catch (InvocationTargetException e) {
      throw unchecked(e);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }

  /** {@code maxConnections} is written {@code max-connections}. */
  static String kebab(String name) {
    StringBuilder kebab = new StringBuilder();
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      if (Character.isUpperCase(c)) {
        kebab.append('-');
      }
      kebab.append(Character.toLowerCase(c));
    }
    return kebab.toString();
  }

  private static @Nullable Object defaults(Class<?> type) {
    try {
      Method method = type.getDeclaredMethod("defaults");
      method.setAccessible(true);
      return invoke(method, null);
    } catch (NoSuchMethodException e) {
      return null;
    }
  }

  private static @Nullable Object invoke(Method method, @Nullable Object target) {
    try {
      return method.invoke(target);
    } catch (InvocationTargetException e) {
      throw unchecked(e);
    } catch (IllegalAccessException e) {
      throw new IllegalStateException(e);
    }
  }

  private static RuntimeException unchecked(InvocationTargetException e) {
    return e.getCause() instanceof RuntimeException cause ? cause : new IllegalStateException(e);
  }
}
