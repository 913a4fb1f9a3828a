package dev.weir.gateway.settings;

/** A header by which a tenant is known. Whoever can reach the listener can send it. */
public record TenantHeaderSettings(
    @Setting(value = "The header's name.", example = "X-Tenant") String name,
    @Setting(value = "The whole value, exactly.", example = "bills") String value) {
  private static final int LONGEST_VALUE = 1024;

  public TenantHeaderSettings {
    new Checks()
        .that(
            name.matches(HeaderName.PATTERN) && !name.equalsIgnoreCase("Authorization"),
            "name",
            name,
            HeaderName.IS + "; not Authorization")
        .that(
            !value.isEmpty()
                && value.length() <= LONGEST_VALUE
                && value.equals(value.strip())
                && value.chars().allMatch(c -> c >= ' ' && c <= 255 && c != 127),
            "value",
            value,
            "1 to 1024 characters of Latin-1, no space at its ends")
        .done();
  }
}
