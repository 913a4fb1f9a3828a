package dev.weir.gateway.settings;

import org.jspecify.annotations.Nullable;

/** A user of a tenant, who shows a name and a password (Basic). */
public record UserSettings(
    @Setting(value = "The user's name.", example = "bills") String name,
    @Setting(
            value =
                "The user's password, verified by Weir. Without it and without a hash the name"
                    + " alone tells the tenant, and the cluster verifies.",
            example = "env:BILLS_PASSWORD")
        @Nullable Secret password,
    @Setting(
            value = "What weir hash-password has made of the password, in its place.",
            example =
                "$pbkdf2-sha256$i=600000$c2FsdHNhbHRzYWx0"
                    + "$zUg+Vgy0wZdT1EGsFT+l+eXC0DQ+KJ+E9Zrm+X603/M")
        @Nullable Secret hash) {
  private static final int LONGEST_NAME = 256;

  public UserSettings {
    new Checks()
        .that(
            !name.isEmpty()
                && name.length() <= LONGEST_NAME
                && name.chars().noneMatch(c -> c == ':' || Character.isISOControl(c)),
            "name",
            name,
            "1 to 256 characters, none of them ':'")
        .that(password == null || hash == null, "hash", hash, "either a password or a hash")
        .that(hash == null || PasswordHash.isOne(hash.value()), "hash", hash, PasswordHash.IS)
        .done();
  }

  /** Whether Weir itself can tell if the credentials are right. */
  public boolean isVerifiedHere() {
    return password != null || hash != null;
  }
}
