package dev.weir.gateway.settings;

import dev.weir.flow.concurrency.Priority;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One who uses the clusters, and how its requests are known. */
public record TenantSettings(
    @Setting(
            value = "Name of the tenant in metrics, the access log and wherever limits are told.",
            example = "bills",
            required = true)
        String name,
    @Setting(value = "How much its requests matter beside others'.", example = "high")
        Priority priority,
    @Setting(
            value = "Users whose requests are the tenant's.",
            example = "[{name: bills, password: env:BILLS_PASSWORD}]")
        List<UserSettings> users,
    @Setting(
            value = "API keys whose requests are the tenant's.",
            example = "[{id: VuaCfGcBCdbkQm-e5aOx, key: env:BILLS_KEY}]")
        List<ApiKeySettings> apiKeys,
    @Setting(
            value =
                "What the claim of a bearer token may say for the tenant, beside the tenant's own"
                    + " name.",
            example = "[bills-team]")
        List<String> claims,
    @Setting(
            value = "Client certificates whose connections are the tenant's.",
            example = "[{subject: 'CN=bills, O=Shop'}]")
        List<TenantCertificateSettings> certificates,
    @Setting(
            value = "Headers by which it is known; trust whoever can send them.",
            example = "[{name: X-Tenant, value: bills}]")
        List<TenantHeaderSettings> headers,
    @Setting(
            value = "Addresses and networks whose connections are the tenant's.",
            example = "[10.1.0.0/16, '2001:db8:1::/48']")
        List<String> addresses,
    @Setting(
            value =
                "Time that its requests have at most, from their first byte to the answer's head."
                    + " Absent: what their route, their caller and their cluster say.",
            example = "2s")
        @Nullable Duration deadline,
    @Setting(
            value =
                "What is kept of answers to its searches and gets. Absent: what their route says.",
            example = "{exclude: ['**._source.internal']}")
        @Nullable TrimSettings trim) {

  /** The name of whoever is not known. */
  public static final String UNKNOWN = "unknown";

  public TenantSettings {
    users = List.copyOf(users);
    apiKeys = List.copyOf(apiKeys);
    claims = List.copyOf(claims);
    certificates = List.copyOf(certificates);
    headers = List.copyOf(headers);
    addresses = List.copyOf(addresses);
    Checks checks =
        new Checks()
            .name("name", name)
            .that(!name.equals(UNKNOWN), "name", name, "another name: unknown is whoever is not");
    for (int i = 0; i < claims.size(); i++) {
      checks.that(!claims.get(i).isBlank(), "claims[" + i + "]", claims.get(i), "text");
    }
    for (int i = 0; i < addresses.size(); i++) {
      String address = addresses.get(i);
      checks.that(Network.isOne(address), "addresses[" + i + "]", address, Network.IS);
    }
    if (deadline != null) {
      checks.positive("deadline", deadline);
    }
    checks.done();
  }

  /** With answers as their routes have them. */
  public TenantSettings(
      String name,
      Priority priority,
      List<UserSettings> users,
      List<ApiKeySettings> apiKeys,
      List<String> claims,
      List<TenantCertificateSettings> certificates,
      List<TenantHeaderSettings> headers,
      List<String> addresses,
      @Nullable Duration deadline) {
    this(name, priority, users, apiKeys, claims, certificates, headers, addresses, deadline, null);
  }

  /** Without a deadline of its own. */
  public TenantSettings(
      String name,
      Priority priority,
      List<UserSettings> users,
      List<ApiKeySettings> apiKeys,
      List<String> claims,
      List<TenantCertificateSettings> certificates,
      List<TenantHeaderSettings> headers,
      List<String> addresses) {
    this(name, priority, users, apiKeys, claims, certificates, headers, addresses, null);
  }

  public static TenantSettings defaults() {
    return of("tenant", Priority.NORMAL);
  }

  /** A tenant that is not known by anything yet. */
  public static TenantSettings of(String name, Priority priority) {
    return new TenantSettings(
        name, priority, List.of(), List.of(), List.of(), List.of(), List.of(), List.of());
  }

  /** Whether something of the configuration says how it is known. */
  boolean isKnownBySomething() {
    return !(users.isEmpty()
        && apiKeys.isEmpty()
        && claims.isEmpty()
        && certificates.isEmpty()
        && headers.isEmpty()
        && addresses.isEmpty());
  }
}
