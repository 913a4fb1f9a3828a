package dev.weir.gateway.settings;

import dev.weir.flow.concurrency.Priority;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Who asks: the tenants, and what happens to requests of none of them. */
public record TenantsSettings(
    @Setting(
            value =
                "The tenants. A request is told by its credentials first, then by its connection's"
                    + " certificate, its headers, and its address.",
            example = "[{name: bills, priority: high, addresses: [10.1.0.0/16]}]")
        List<TenantSettings> known,
    @Setting(
            value = "Whose bearer tokens are taken.",
            example = "[{issuer: https://login.example.com, key-set: issuer-keys.json}]")
        List<IssuerSettings> issuers,
    @Setting(
            value =
                "What happens to a request with wrong credentials of a kind that tenants show:"
                    + " refuse answers 401, pass goes on as if it had shown none.",
            example = "refuse")
        Admission wrongCredentials,
    @Setting(
            value =
                "What happens to a request of no tenant. Absent: it passes, but is refused where"
                    + " tenants show credentials and Weir holds a cluster's own.",
            example = "refuse")
        @Nullable Admission unknown,
    @Setting(value = "How much requests of no tenant matter beside others'.", example = "low")
        Priority unknownPriority,
    @Setting(value = "Time in which credentials must be verified; above, 503.", example = "5s")
        Duration verifyWithin) {
  private static final Duration VERIFY_WITHIN = Duration.ofSeconds(10);

  /** With the usual time to verify credentials. */
  public TenantsSettings(
      List<TenantSettings> known,
      List<IssuerSettings> issuers,
      Admission wrongCredentials,
      @Nullable Admission unknown,
      Priority unknownPriority) {
    this(known, issuers, wrongCredentials, unknown, unknownPriority, VERIFY_WITHIN);
  }

  public TenantsSettings {
    known = List.copyOf(known);
    issuers = List.copyOf(issuers);
    Checks checks = new Checks().positive("verify-within", verifyWithin);
    Map<String, Set<String>> seen = new HashMap<>();
    Set<String> claims = seen.computeIfAbsent("claim", kind -> new HashSet<>());
    known.forEach(tenant -> claims.add(tenant.name()));
    for (int i = 0; i < known.size(); i++) {
      TenantSettings tenant = known.get(i);
      String at = "known[" + i + "].";
      once(checks, seen, "name", at + "name", tenant.name());
      checks.that(
          tenant.isKnownBySomething() || !issuers.isEmpty(),
          at + "name",
          tenant.name(),
          "a tenant that is known by something: users, api-keys, certificates, headers, addresses,"
              + " or an issuer's tokens");
      checkOnce(checks, seen, tenant, at);
    }
    for (int i = 0; i < issuers.size(); i++) {
      once(checks, seen, "issuer", "issuers[" + i + "].issuer", issuers.get(i).issuer());
    }
    checks.done();
  }

  /** What tells a tenant must not tell another, too. */
  private static void checkOnce(
      Checks checks, Map<String, Set<String>> seen, TenantSettings tenant, String at) {
    for (int i = 0; i < tenant.users().size(); i++) {
      once(checks, seen, "user", at + "users[" + i + "].name", tenant.users().get(i).name());
    }
    for (int i = 0; i < tenant.apiKeys().size(); i++) {
      once(checks, seen, "key", at + "api-keys[" + i + "].id", tenant.apiKeys().get(i).id());
    }
    for (int i = 0; i < tenant.claims().size(); i++) {
      once(checks, seen, "claim", at + "claims[" + i + "]", tenant.claims().get(i));
    }
    for (int i = 0; i < tenant.headers().size(); i++) {
      TenantHeaderSettings header = tenant.headers().get(i);
      String kind = "header " + header.name().toLowerCase(Locale.ROOT);
      once(checks, seen, kind, at + "headers[" + i + "].value", header.value());
    }
    for (int i = 0; i < tenant.addresses().size(); i++) {
      String address = tenant.addresses().get(i);
      String place = at + "addresses[" + i + "]";
      once(checks, seen, "address", place, Network.parse(address).toString(), address);
    }
    for (int i = 0; i < tenant.certificates().size(); i++) {
      TenantCertificateSettings certificate = tenant.certificates().get(i);
      String place = at + "certificates[" + i + "]";
      if (certificate.subject() != null) {
        once(checks, seen, "subject", place + ".subject", certificate.subject());
      } else if (certificate.name() != null) {
        once(checks, seen, "certificate", place + ".name", certificate.name());
      }
    }
  }

  private static void once(
      Checks checks, Map<String, Set<String>> seen, String kind, String key, String value) {
    once(checks, seen, kind, key, value, value);
  }

  private static void once(
      Checks checks,
      Map<String, Set<String>> seen,
      String kind,
      String key,
      String value,
      String written) {
    boolean first = seen.computeIfAbsent(kind, k -> new HashSet<>()).add(value);
    checks.that(first, key, written, "one that no tenant or issuer before has");
  }

  /** Nobody is known, and everyone passes. */
  public static TenantsSettings defaults() {
    return new TenantsSettings(List.of(), List.of(), Admission.REFUSE, null, Priority.NORMAL);
  }

  /** Whether some tenant is told by what its requests show as credentials. */
  public boolean areCredentialsShown() {
    return !issuers.isEmpty()
        || known.stream()
            .anyMatch(tenant -> !tenant.users().isEmpty() || !tenant.apiKeys().isEmpty());
  }

  /**
   * Says which credentials nobody would verify: those left to a cluster that never sees them,
   * because Weir shows it its own.
   */
  void checkVerified(Checks checks, List<ClusterSettings> clusters) {
    for (ClusterSettings cluster : clusters) {
      if (cluster.credentials() == null) {
        continue;
      }
      String because = ", since cluster " + cluster.name() + " is shown Weir's own credentials";
      for (int i = 0; i < known.size(); i++) {
        String at = "tenants.known[" + i + "].";
        List<UserSettings> users = known.get(i).users();
        for (int j = 0; j < users.size(); j++) {
          checks.that(
              users.get(j).isVerifiedHere(),
              at + "users[" + j + "].password",
              null,
              "a password or a hash" + because);
        }
        List<ApiKeySettings> keys = known.get(i).apiKeys();
        for (int j = 0; j < keys.size(); j++) {
          checks.that(
              keys.get(j).key() != null, at + "api-keys[" + j + "].key", null, "a key" + because);
        }
      }
      return;
    }
  }
}
