package dev.weir.gateway.tenant;

import dev.weir.gateway.filter.Refusal;
import dev.weir.gateway.filter.Tenant;
import dev.weir.gateway.http.Head;
import dev.weir.gateway.settings.Admission;
import dev.weir.gateway.settings.TenantSettings;
import dev.weir.gateway.settings.TenantsSettings;
import dev.weir.gateway.tenant.Identification.Later;
import dev.weir.gateway.tenant.Identification.Refused;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Tells whose a request is, by the first of these that says it: credentials that it shows, the
 * certificate that its connection has shown, a header, the address that it comes from. What none of
 * them says is of the tenant {@code unknown}. A user that is verified goes before a connection
 * because many may share that, and before a header because anyone can send one.
 *
 * <p>Made anew for each configuration; safe from any thread. A request whose connection shows the
 * same credentials again costs a comparison of their bytes and allocates nothing.
 */
public final class Identifier {
  private static final Duration SOON = Duration.ofSeconds(1);
  private static final Verdict SEVERAL =
      new Verdict.Wrong("there is more than one Authorization header");

  private final Known unknown;
  private final boolean passesUnknown;
  private final boolean passesWrong;
  private final long patienceNanos;
  private final @Nullable Credentials credentials;
  private final CertificateTenants certificates;
  private final HeaderTenants headers;
  private final AddressTenants addresses;
  private final List<String> challenges;

  private Identifier(
      TenantsSettings settings,
      Function<TenantSettings, Known> known,
      Known unknown,
      boolean passesUnknown,
      @Nullable Credentials credentials) {
    this.unknown = unknown;
    this.passesUnknown = passesUnknown;
    this.passesWrong = settings.wrongCredentials() == Admission.PASS;
    this.patienceNanos = settings.verifyWithin().toNanos();
    this.credentials = credentials;
    this.challenges = credentials == null ? List.of() : credentials.challenges();
    this.certificates = new CertificateTenants(settings.known(), known);
    this.headers = new HeaderTenants(settings.known(), known);
    this.addresses = new AddressTenants(settings.known(), known);
  }

  /** Knows nobody, and lets everyone pass. */
  public static Identifier ofNobody() {
    Known unknown = Known.of(Tenant.UNKNOWN, null);
    return new Identifier(TenantsSettings.defaults(), tenant -> unknown, unknown, true, null);
  }

  /**
   * Knows the tenants of a configuration. Reads the keys that it needs.
   *
   * @param weirHoldsCredentials whether some cluster is shown Weir's credentials and never sees the
   *     client's
   * @param clock tells whether a token has expired
   * @throws dev.weir.gateway.settings.InvalidSettings if keys of an issuer cannot be read
   */
  public static Identifier of(
      TenantsSettings settings,
      boolean weirHoldsCredentials,
      Verifications verifications,
      InstantSource clock) {
    Map<TenantSettings, Known> all = new HashMap<>();
    for (TenantSettings each : settings.known()) {
      long deadline = each.deadline() == null ? 0 : each.deadline().toNanos();
      all.put(each, Known.of(new Tenant(each.name(), each.priority(), deadline), null));
    }
    Known unknown = Known.of(new Tenant(TenantSettings.UNKNOWN, settings.unknownPriority()), null);
    Function<TenantSettings, Known> known = tenant -> all.getOrDefault(tenant, unknown);
    boolean shown = settings.areCredentialsShown();
    boolean passesUnknown =
        settings.unknown() == null
            ? !(shown && weirHoldsCredentials)
            : settings.unknown() == Admission.PASS;
    TokenIssuers issuers =
        settings.issuers().isEmpty() ? null : new TokenIssuers(settings.issuers(), clock);
    Credentials credentials =
        shown ? new Credentials(settings, known, unknown.tenant(), issuers, verifications) : null;
    return new Identifier(settings, known, unknown, passesUnknown, credentials);
  }

  /** How long a request waits at most to be told whose it is, in nanoseconds. */
  public long patienceNanos() {
    return patienceNanos;
  }

  /** Tells whose a request is, or what it needs to. */
  public Identification identify(Head head, Caller caller, long now) {
    caller.meet(this);
    if (credentials == null || !head.hasAuthorization()) {
      return unshown(head, caller);
    }
    int field = head.authorization();
    if (field < 0) {
      return weigh(SEVERAL, head, caller);
    }
    int from = head.valueStart(field);
    int to = head.valueEnd(field);
    Verdict worth = caller.recall(head.bytes(), from, to, now);
    if (worth != null) {
      return weigh(worth, head, caller);
    }
    CompletableFuture<Verdict> judged =
        credentials.judge(Authorization.parse(head.bytes(), from, to), now);
    return judged.isDone() ? settle(judged.join(), head, caller) : new Later(judged);
  }

  /** As {@link #identify}, once it has been found out what took time. */
  public Identification settle(@Nullable Verdict found, Head head, Caller caller) {
    Verdict verdict = found == null ? Verdict.Busy.INSTANCE : found;
    int field = head.authorization();
    if (field >= 0 && (verdict instanceof Known || verdict instanceof Verdict.Foreign)) {
      caller.meet(this);
      caller.remember(head.bytes(), head.valueStart(field), head.valueEnd(field), verdict);
    }
    return weigh(verdict, head, caller);
  }

  private Identification weigh(Verdict verdict, Head head, Caller caller) {
    return switch (verdict) {
      case Known known -> admitted(known);
      case Verdict.Foreign() -> unshown(head, caller);
      case Verdict.Wrong(String reason) ->
          passesWrong
              ? unshown(head, caller)
              : new Refused(
                  Refusal.of(401, "security_exception", "the credentials are not taken: " + reason),
                  challenges);
      case Verdict.Busy() ->
          new Refused(
              Refusal.of(
                      503,
                      "security_exception",
                      "too many credentials wait to be verified; come back in a moment")
                  .withRetryAfter(SOON),
              List.of());
    };
  }

  /** By what the request shows beside credentials, and what its connection is known by. */
  private Identification unshown(Head head, Caller caller) {
    Known known = caller.byCertificate();
    if (known == null) {
      known = headers.of(head);
    }
    if (known == null) {
      known = caller.byAddress();
    }
    return admitted(known == null ? unknown : known);
  }

  private Identification admitted(Known known) {
    if (passesUnknown || !known.tenant().equals(unknown.tenant())) {
      return known;
    }
    return challenges.isEmpty()
        ? new Refused(
            Refusal.of(
                403, "security_exception", "nothing about the request tells a tenant; see tenants"),
            challenges)
        : new Refused(
            Refusal.of(
                401, "security_exception", "the request shows no credentials that tell a tenant"),
            challenges);
  }

  @Nullable Known ofCertificate(Caller caller) {
    return certificates.isEmpty() ? null : certificates.of(caller.certificate());
  }

  @Nullable Known ofAddress(Caller caller) {
    return addresses.of(caller.address().getAddress());
  }
}
