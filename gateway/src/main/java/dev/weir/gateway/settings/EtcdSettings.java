package dev.weir.gateway.settings;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Endpoints that stand in etcd, a key each. */
public record EtcdSettings(
    @Setting(
            value = "Members of the cluster; asked in turn.",
            example = "[http://10.0.0.1:2379, http://10.0.0.2:2379]",
            required = true)
        List<URI> addresses,
    @Setting(
            value =
                "Keys that begin with this are the endpoints: each one's value, or the rest of its"
                    + " key where it has none, is an address or JSON.",
            example = "/services/search/",
            required = true)
        String prefix,
    @Setting(value = "User, where etcd asks for one.", example = "weir") @Nullable String username,
    @Setting(value = "The user's password.", example = "env:ETCD_PASSWORD")
        @Nullable Secret password,
    @Setting(value = "Certificate authorities of https:// members, PEM.", example = "etcd-ca.pem")
        @Nullable Path authorities,
    @Setting(value = "Time within which etcd must answer.", example = "5s") Duration timeout,
    @Setting(
            value = "Time after which the list is read again though nothing was said.",
            example = "30s")
        Duration refresh) {

  public EtcdSettings {
    addresses = List.copyOf(addresses);
    new Checks()
        .that(!addresses.isEmpty(), "addresses", addresses, "at least one address")
        .that(!prefix.isEmpty(), "prefix", prefix, "a prefix of at least one character")
        .that(
            (username == null) == (password == null),
            "password",
            password,
            "a password exactly when there is a username")
        .positive("timeout", timeout)
        .positive("refresh", refresh)
        .done();
  }

  public static EtcdSettings defaults() {
    return of(List.of(URI.create("http://127.0.0.1:2379")), "/services/search/");
  }

  /** Keys below a prefix, all else at its default. */
  public static EtcdSettings of(List<URI> addresses, String prefix) {
    return new EtcdSettings(
        addresses, prefix, null, null, null, Duration.ofSeconds(5), Duration.ofSeconds(30));
  }
}
