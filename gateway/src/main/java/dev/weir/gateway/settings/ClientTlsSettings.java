package dev.weir.gateway.settings;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** TLS towards a cluster's nodes, used for nodes whose address begins with {@code https://}. */
public record ClientTlsSettings(
    @Setting(
            value = "Authorities, PEM, that sign the nodes' certificates. Absent: the JDK's own.",
            example = "/etc/weir/cluster-ca.pem")
        @Nullable Path authorities,
    @Setting(value = "Certificate that Weir shows to nodes, PEM.", example = "/etc/weir/weir.pem")
        @Nullable Path certificate,
    @Setting(value = "Private key to it, PEM (PKCS#8).", example = "/etc/weir/weir.key")
        @Nullable Path key,
    @Setting(
            value =
                "Whether a node's certificate must be valid and name the node. Off only in trials.",
            example = "true")
        boolean verify) {

  public ClientTlsSettings {
    new Checks()
        .that(
            (certificate == null) == (key == null),
            "key",
            key,
            "a key exactly when there is a certificate")
        .done();
  }

  public static ClientTlsSettings defaults() {
    return new ClientTlsSettings(null, null, null, true);
  }
}
