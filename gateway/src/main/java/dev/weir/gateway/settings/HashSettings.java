package dev.weir.gateway.settings;

import org.jspecify.annotations.Nullable;

/** What the policy consistent-hash goes by. */
public record HashSettings(
    @Setting(
            value =
                "What goes to the same endpoint: requests with the same path, the same target (path"
                    + " and query), from the same client address, or with the same value of a"
                    + " header.",
            example = "header")
        By by,
    @Setting(
            value = "Name of that header. Requests without it are spread as if each had a value.",
            example = "X-Tenant")
        @Nullable String header,
    @Setting(
            value =
                "How many percent of its fair share of requests under way an endpoint may have"
                    + " before the next in line takes over.",
            example = "150")
        int maxLoad) {

  /** What a key is made of. */
  public enum By {
    PATH,
    TARGET,
    CLIENT,
    HEADER
  }

  public HashSettings {
    new Checks()
        .that(
            by != By.HEADER || header != null,
            "header",
            header,
            "a header's name, because requests go by header")
        .that(header == null || header.matches(HeaderName.PATTERN), "header", header, HeaderName.IS)
        .between(101, 100_000, "max-load", maxLoad)
        .done();
  }

  public static HashSettings defaults() {
    return new HashSettings(By.PATH, null, 125);
  }
}
