package dev.weir.gateway.filter;

/**
 * Names what a filter keeps on an exchange. Two keys are equal only if they are the same object, so
 * filters cannot meet by accident; {@code name} is for people.
 */
public final class AttributeKey<T> {
  private final String name;
  private final Class<T> type;

  public AttributeKey(String name, Class<T> type) {
    this.name = name;
    this.type = type;
  }

  public T cast(Object value) {
    return type.cast(value);
  }

  @Override
  public String toString() {
    return name;
  }
}
