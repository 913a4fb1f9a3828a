package dev.weir.gateway.tenant;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What came of verifying something: a fact about what was shown, whoever the tenants are. */
sealed interface Proof {
  /**
   * It is right.
   *
   * @param claims what a token says of its tenant; empty for a password
   * @param user the user that a token names
   * @param until when it must be verified again; of {@link System#nanoTime}
   */
  record Right(List<String> claims, @Nullable String user, long until) implements Proof {
    public Right {
      claims = List.copyOf(claims);
    }
  }

  /**
   * It is not.
   *
   * @param reason one clause for people
   */
  record NotRight(String reason) implements Proof {}

  /** Nobody had time. */
  record NotVerified() implements Proof {
    static final NotVerified INSTANCE = new NotVerified();
  }
}
