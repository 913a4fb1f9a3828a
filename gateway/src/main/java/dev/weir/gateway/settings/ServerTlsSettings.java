package dev.weir.gateway.settings;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * TLS towards clients. The files are watched: a renewed certificate is served without a restart.
 */
public record ServerTlsSettings(
    @Setting(value = "Certificate chain, PEM.", example = "/etc/weir/server.pem") Path certificate,
    @Setting(value = "Private key, PEM (PKCS#8).", example = "/etc/weir/server.key") Path key,
    @Setting(
            value =
                "Authorities, PEM, of which a client must show a certificate. Absent: none asked.",
            example = "/etc/weir/clients-ca.pem")
        @Nullable Path clientAuthorities,
    @Setting(
            value =
                "Whether a client without a certificate is served all the same, for those that"
                    + " show other credentials; one that shows a wrong certificate never is."
                    + " Absent: it is not.",
            example = "optional")
        @Nullable ClientCertificate clientCertificate) {

  /** Whether a client must show a certificate. */
  public enum ClientCertificate {
    /** It must. */
    REQUIRED,
    /** It may. */
    OPTIONAL
  }

  public ServerTlsSettings {
    new Checks()
        .that(
            clientCertificate == null || clientAuthorities != null,
            "client-certificate",
            clientCertificate,
            "none without client-authorities")
        .done();
  }

  /** Where a client must show a certificate if authorities are named. */
  public ServerTlsSettings(Path certificate, Path key, @Nullable Path clientAuthorities) {
    this(certificate, key, clientAuthorities, null);
  }
}
