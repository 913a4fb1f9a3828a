package dev.weir.gateway.tenant;

import dev.weir.gateway.filter.Tenant;
import dev.weir.gateway.settings.ApiKeySettings;
import dev.weir.gateway.settings.TenantSettings;
import dev.weir.gateway.settings.TenantsSettings;
import dev.weir.gateway.settings.UserSettings;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Tenants by what is shown in {@code Authorization}. A user or key that is not configured is wrong
 * where all that are configured are verified here, and foreign where some are left to the cluster,
 * which may know more of them. Safe from any thread.
 */
final class Credentials {
  private static final String WRONG_KEY = "the API key is wrong";

  /**
   * A name and what is held against it.
   *
   * @param waiting how many that show this name wait to be verified
   */
  private record Login(Known known, StoredPassword stored, AtomicInteger waiting) {}

  /**
   * A tenant that a token may name.
   *
   * @param place in the configuration
   */
  private record Claimed(Tenant tenant, int place) {}

  private final Map<String, Login> users = new HashMap<>();
  private final Map<String, Login> keys = new HashMap<>();
  private final Map<String, Claimed> claims = new HashMap<>();
  private final Tenant unknown;
  private final boolean othersUsersAreForeign;
  private final boolean othersKeysAreForeign;
  private final StoredPassword.@Nullable Hashed decoy;
  private final AtomicInteger strangersWaiting = new AtomicInteger();
  private final AtomicInteger tokensWaiting = new AtomicInteger();
  private final @Nullable TokenIssuers issuers;
  private final Verifications verifications;

  Credentials(
      TenantsSettings settings,
      Function<TenantSettings, Known> known,
      Tenant unknown,
      @Nullable TokenIssuers issuers,
      Verifications verifications) {
    this.unknown = unknown;
    this.issuers = issuers;
    this.verifications = verifications;
    int place = 0;
    for (TenantSettings each : settings.known()) {
      Tenant tenant = known.apply(each).tenant();
      Claimed claimed = new Claimed(tenant, place++);
      claims.put(each.name(), claimed);
      each.claims().forEach(claim -> claims.put(claim, claimed));
      for (UserSettings user : each.users()) {
        users.put(
            user.name(),
            login(tenant, user.name(), StoredPassword.of(user.password(), user.hash())));
      }
      for (ApiKeySettings key : each.apiKeys()) {
        keys.put(key.id(), login(tenant, key.id(), StoredPassword.of(key.key(), null)));
      }
    }
    this.othersUsersAreForeign = users.isEmpty() || holdsLeftToTheCluster(users);
    this.othersKeysAreForeign = keys.isEmpty() || holdsLeftToTheCluster(keys);
    this.decoy = firstHashed(users);
  }

  private static Login login(Tenant tenant, String name, StoredPassword stored) {
    return new Login(Known.of(tenant, name), stored, new AtomicInteger());
  }

  private static StoredPassword.@Nullable Hashed firstHashed(Map<String, Login> logins) {
    for (Login login : logins.values()) {
      if (login.stored() instanceof StoredPassword.Hashed hashed) {
        return hashed;
      }
    }
    return null;
  }

  private static boolean holdsLeftToTheCluster(Map<String, Login> logins) {
    return logins.values().stream()
        .anyMatch(login -> login.stored() instanceof StoredPassword.LeftToTheCluster);
  }

  /** What a client could show, as values of {@code WWW-Authenticate}. */
  List<String> challenges() {
    List<String> challenges = new ArrayList<>();
    if (!users.isEmpty()) {
      challenges.add("Basic realm=\"weir\", charset=\"UTF-8\"");
    }
    if (issuers != null) {
      challenges.add("Bearer realm=\"weir\"");
    }
    if (!keys.isEmpty()) {
      challenges.add("ApiKey");
    }
    return challenges;
  }

  /** Judges what is shown; what takes no time is done when this returns. */
  CompletableFuture<Verdict> judge(Authorization shown, long now) {
    return switch (shown) {
      case Authorization.Basic(String user, String password) -> {
        Login login = users.get(user);
        if (login != null) {
          yield judge(login, password, StoredPassword.WRONG, now);
        }
        yield othersUsersAreForeign ? at(Verdict.Foreign.INSTANCE) : stranger(user, password, now);
      }
      case Authorization.ApiKey(String id, String key) -> {
        Login login = keys.get(id);
        if (login != null) {
          yield judge(login, key, WRONG_KEY, now);
        }
        yield at(othersKeysAreForeign ? Verdict.Foreign.INSTANCE : new Verdict.Wrong(WRONG_KEY));
      }
      case Authorization.Bearer(String token) ->
          issuers == null ? at(Verdict.Foreign.INSTANCE) : token(issuers, token, now);
      case Authorization.Malformed(String scheme) -> at(malformed(scheme));
      case Authorization.Other() -> at(Verdict.Foreign.INSTANCE);
    };
  }

  private Verdict malformed(String scheme) {
    boolean judged =
        switch (scheme) {
          case "basic" -> !users.isEmpty();
          case "apikey" -> !keys.isEmpty();
          default -> issuers != null;
        };
    return judged
        ? new Verdict.Wrong("they are not written as the scheme " + scheme + " asks")
        : Verdict.Foreign.INSTANCE;
  }

  private CompletableFuture<Verdict> judge(Login login, String shown, String wrong, long now) {
    return switch (login.stored()) {
      case StoredPassword.LeftToTheCluster() -> at(login.known());
      case StoredPassword.Plain plain ->
          at(plain.isOf(shown) ? login.known() : new Verdict.Wrong(wrong));
      case StoredPassword.Hashed hashed ->
          verified(
              verifications.passwords(),
              Digest.of("password", hashed.written(), shown),
              login.waiting(),
              now,
              () -> hashed.verify(shown),
              right -> login.known());
    };
  }

  /** Someone who is not configured: turned away, but not sooner than others with a wrong one. */
  private CompletableFuture<Verdict> stranger(String user, String password, long now) {
    Verdict wrong = new Verdict.Wrong(StoredPassword.WRONG);
    StoredPassword.Hashed slow = decoy;
    if (slow == null) {
      return at(wrong);
    }
    return verified(
        verifications.passwords(),
        Digest.of("stranger", user, password),
        strangersWaiting,
        now,
        () -> slow.refuse(password),
        right -> wrong);
  }

  private CompletableFuture<Verdict> token(TokenIssuers by, String token, long now) {
    return verified(
        verifications.tokens(),
        Digest.of("token", by.fingerprint(), token),
        tokensWaiting,
        now,
        () -> by.verify(token),
        right -> new Known(tenant(right.claims()), right.user(), right.until()));
  }

  /** Of several, the one that is configured first; a right token may name none. */
  private Tenant tenant(List<String> said) {
    Claimed first = null;
    for (String claim : said) {
      Claimed claimed = claims.get(claim);
      if (claimed != null && (first == null || claimed.place() < first.place())) {
        first = claimed;
      }
    }
    return first == null ? unknown : first.tenant();
  }

  private static CompletableFuture<Verdict> verified(
      Verification by,
      Digest digest,
      AtomicInteger waiting,
      long now,
      Supplier<Proof> verifier,
      Function<Proof.Right, Verdict> verdict) {
    Proof remembered = by.recall(digest, now);
    return remembered != null
        ? at(verdict(remembered, verdict))
        : by.verify(digest, waiting, verifier).thenApply(proof -> verdict(proof, verdict));
  }

  private static Verdict verdict(Proof proof, Function<Proof.Right, Verdict> verdict) {
    return switch (proof) {
      case Proof.Right right -> verdict.apply(right);
      case Proof.NotRight(String reason) -> new Verdict.Wrong(reason);
      case Proof.NotVerified() -> Verdict.Busy.INSTANCE;
    };
  }

  private static CompletableFuture<Verdict> at(Verdict verdict) {
    return CompletableFuture.completedFuture(verdict);
  }
}
