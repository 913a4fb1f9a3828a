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
        @Nullable Path clientAuthorities) {}
