package dev.weir.gateway.settings;

import org.jspecify.annotations.Nullable;

/** An API key of a tenant: the client shows Base64 of {@code id:key}, as the engines do. */
public record ApiKeySettings(
    @Setting(value = "The key's id.", example = "VuaCfGcBCdbkQm-e5aOx") String id,
    @Setting(
            value =
                "The key itself, verified by Weir. Without it the id alone tells the tenant, and"
                    + " the cluster verifies.",
            example = "env:BILLS_KEY")
        @Nullable Secret key) {
  private static final int LONGEST_ID = 256;

  public ApiKeySettings {
    new Checks()
        .that(
            !id.isEmpty()
                && id.length() <= LONGEST_ID
                && id.chars().allMatch(c -> c > ' ' && c < 127 && c != ':'),
            "id",
            id,
            "1 to 256 visible ASCII characters, none of them ':'")
        .done();
  }
}
