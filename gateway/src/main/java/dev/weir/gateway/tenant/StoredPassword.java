package dev.weir.gateway.tenant;

import dev.weir.gateway.settings.PasswordHash;
import dev.weir.gateway.settings.Secret;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What is kept to hold a password, or a key, against. */
sealed interface StoredPassword {
  /** The password itself, or rather its digest: compared at once. */
  record Plain(Digest digest) implements StoredPassword {
    boolean isOf(String shown) {
      // Equal or not, the digests of this process's key tell nothing by the time it takes.
      return digest.equals(Digest.of(shown));
    }
  }

  /** Its hash: compared off the event loops. */
  record Hashed(String written) implements StoredPassword {
    /** Of no password, as slow as others: it tells nobody by the time which users there are. */
    static final Hashed DECOY =
        new Hashed(
            "$pbkdf2-sha256$i="
                + PasswordHash.ITERATIONS
                + "$bm9ib2R5bm9ib2R5$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA");

    Proof verify(String shown) {
      return PasswordHash.parse(written).isOf(shown)
          ? new Proof.Right(List.of(), null, Known.ever())
          : new Proof.NotRight("the user or the password is wrong");
    }
  }

  /** Nothing: the cluster verifies. */
  record LeftToTheCluster() implements StoredPassword {}

  static StoredPassword of(@Nullable Secret password, @Nullable Secret hash) {
    if (password != null) {
      return new Plain(Digest.of(password.value()));
    }
    return hash != null ? new Hashed(hash.value()) : new LeftToTheCluster();
  }
}
