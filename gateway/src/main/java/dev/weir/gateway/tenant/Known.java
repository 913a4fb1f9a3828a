package dev.weir.gateway.tenant;

import dev.weir.gateway.filter.Tenant;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The tenant, and its user if something shown names one.
 *
 * @param until when what was shown must be looked at again; of {@link System#nanoTime}
 */
public record Known(Tenant tenant, @Nullable String user, long until)
    implements Identification, Verdict {
  private static final long EVER = TimeUnit.DAYS.toNanos(36_500);

  /** Lasts as long as the configuration. */
  static Known of(Tenant tenant, @Nullable String user) {
    return new Known(tenant, user, ever());
  }

  /** A time that does not come. */
  static long ever() {
    return System.nanoTime() + EVER;
  }

  boolean isOver(long now) {
    return now - until >= 0;
  }
}
