package dev.weir.gateway.settings;

/**
 * A value that is never shown: {@code toString} hides it. In a configuration file it may be written
 * plainly, or as {@code env:NAME} or {@code file:/path} to be read from there at load.
 */
public record Secret(String value) {
  @Override
  public String toString() {
    return "***";
  }
}
