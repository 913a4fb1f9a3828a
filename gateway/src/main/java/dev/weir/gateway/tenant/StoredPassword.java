package dev.weir.gateway.tenant;

import dev.weir.gateway.settings.PasswordHash;
import dev.weir.gateway.settings.Secret;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What is kept to hold a password, or a key, against. */
sealed interface StoredPassword {
  /** What a user is told who is not known, and one whose password is another. */
  String WRONG = "the user or the password is wrong";

  /** The password itself, or rather its digest: compared at once. */
  record Plain(Digest digest) implements StoredPassword {
    boolean isOf(String shown) {
      // Equal or not, the digests of this process's key tell nothing by the time it takes.
      return digest.equals(Digest.of(shown));
    }
  }

  /** Its hash: compared off the event loops. */
  record Hashed(String written) implements StoredPassword {
    Proof verify(String shown) {
      return PasswordHash.parse(written).isOf(shown)
          ? new Proof.Right(List.of(), null, Known.ever())
          : new Proof.NotRight(WRONG);
    }

    /** Takes as long as {@link #verify} and finds nothing right: the time tells no user's name. */
    Proof refuse(String shown) {
      var _ = verify(shown);
      return new Proof.NotRight(WRONG);
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
