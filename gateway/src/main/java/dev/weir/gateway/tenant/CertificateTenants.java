package dev.weir.gateway.tenant;

import dev.weir.gateway.filter.Tenant;
import dev.weir.gateway.settings.TenantCertificateSettings;
import dev.weir.gateway.settings.TenantSettings;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import javax.security.auth.x500.X500Principal;
import org.jspecify.annotations.Nullable;

/**
 * Tenants by the certificates that clients show, which TLS has found right by then. The subject
 * counts before the alternative names. The subject is the user. Immutable.
 */
final class CertificateTenants {
  private final Map<X500Principal, Tenant> bySubject = new HashMap<>();
  private final Map<String, Tenant> byName = new HashMap<>();

  CertificateTenants(List<TenantSettings> tenants, Function<TenantSettings, Known> known) {
    for (TenantSettings settings : tenants) {
      for (TenantCertificateSettings certificate : settings.certificates()) {
        Tenant tenant = known.apply(settings).tenant();
        if (certificate.subject() != null) {
          bySubject.putIfAbsent(new X500Principal(certificate.subject()), tenant);
        } else if (certificate.name() != null) {
          byName.putIfAbsent(certificate.name().toLowerCase(Locale.ROOT), tenant);
        }
      }
    }
  }

  boolean isEmpty() {
    return bySubject.isEmpty() && byName.isEmpty();
  }

  @Nullable Known of(@Nullable X509Certificate certificate) {
    if (certificate == null) {
      return null;
    }
    X500Principal subject = certificate.getSubjectX500Principal();
    Tenant tenant = bySubject.get(subject);
    if (tenant == null && !byName.isEmpty()) {
      tenant = byName(certificate);
    }
    return tenant == null ? null : Known.of(tenant, subject.getName());
  }

  private @Nullable Tenant byName(X509Certificate certificate) {
    try {
      Collection<List<?>> names = certificate.getSubjectAlternativeNames();
      if (names == null) {
        return null;
      }
      for (List<?> name : names) {
        // The second is the name itself: text, or bytes of a kind that is not compared.
        if (name.get(1) instanceof String text) {
          Tenant tenant = byName.get(text.toLowerCase(Locale.ROOT));
          if (tenant != null) {
            return tenant;
          }
        }
      }
      return null;
    } catch (CertificateParsingException e) {
      return null;
    }
  }
}
