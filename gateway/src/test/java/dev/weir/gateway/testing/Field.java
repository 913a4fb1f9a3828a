package dev.weir.gateway.testing;

/** A header or trailer field as it was on the wire, its value without surrounding white space. */
public record Field(String name, String value) {
  /** Writes {@code Name: value}. */
  @Override
  public String toString() {
    return name + ": " + value;
  }
}
