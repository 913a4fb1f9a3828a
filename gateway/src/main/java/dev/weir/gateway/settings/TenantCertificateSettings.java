package dev.weir.gateway.settings;

import javax.security.auth.x500.X500Principal;
import org.jspecify.annotations.Nullable;

/** A client certificate by which a tenant is known, on listeners that ask for one. */
public record TenantCertificateSettings(
    @Setting(value = "The certificate's whole subject.", example = "'CN=bills, O=Shop'")
        @Nullable String subject,
    @Setting(
            value = "One of its alternative names: DNS name, URI, e-mail address or IP address.",
            example = "bills.internal")
        @Nullable String name) {

  public TenantCertificateSettings {
    new Checks()
        .that((subject == null) != (name == null), "subject", subject, "either a subject or a name")
        .that(
            subject == null || isSubject(subject),
            "subject",
            subject,
            "a distinguished name such as CN=bills, O=Shop")
        .that(name == null || !name.isBlank(), "name", name, "an alternative name")
        .done();
  }

  private static boolean isSubject(String text) {
    try {
      return !new X500Principal(text).getName().isEmpty();
    } catch (IllegalArgumentException e) {
      return false;
    }
  }
}
