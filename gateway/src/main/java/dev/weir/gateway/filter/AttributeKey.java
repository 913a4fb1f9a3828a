package dev.weir.gateway.filter;

/**
 * Names what a filter keeps on an exchange. Two keys are equal only if they are the same object, so
 * filters cannot meet by accident; {@code name} is for people.
 */
public final class AttributeKey<T> {
  private final String name;

  public AttributeKey(String name) {
    this.name = name;
  }

  @Override
  public String toString() {
    return name;
  }
}
