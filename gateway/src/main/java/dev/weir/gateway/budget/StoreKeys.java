package dev.weir.gateway.budget;

import dev.weir.gateway.fleet.BudgetStore;
import dev.weir.gateway.settings.LimitSettings;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Locale;

/**
 * How the keys of a limit are called at the store, by every gateway alike. What clients have said
 * of themselves stands there as a digest: it may be long, or a secret.
 */
final class StoreKeys {
  private static final int DIGEST_BYTES = 16;

  private final LimitSettings settings;

  StoreKeys(LimitSettings settings) {
    this.settings = settings;
  }

  /** What all those share that have no place of their own. */
  String shared() {
    return settings.name() + ":shared";
  }

  /** Of one key, at most {@link BudgetStore#LONGEST_KEY} characters. */
  String of(Object key) {
    String by = settings.by().name().toLowerCase(Locale.ROOT);
    String whose =
        switch (settings.by()) {
          case ALL -> "";
          case TENANT, OPERATION, SHAPE -> plain(key);
          case USER, ADDRESS, INDEX -> digest(plain(key));
          case HEADER -> digest(settings.header() + ": " + plain(key));
        };
    return settings.name() + ":" + by + ":" + whose;
  }

  private static String plain(Object key) {
    return key instanceof InetAddress address ? address.getHostAddress() : key.toString();
  }

  private static String digest(String text) {
    try {
      byte[] all =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(Arrays.copyOf(all, DIGEST_BYTES));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
