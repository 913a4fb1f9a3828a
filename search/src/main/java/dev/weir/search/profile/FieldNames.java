package dev.weir.search.profile;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The names of fields of one body, kept as bytes: made into strings only if a rule asks. A name is
 * known by a long, its start in the high half and its end in the low one.
 */
final class FieldNames {
  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  static final long NONE = -1;
  private static final int MOST = 64 * 1024;
  private static final int LONGEST = 512;

  private byte[] bytes = new byte[512];
  private int length;

  void clear() {
    length = 0;
  }

  /** Keeps a name, as much of it as there is room for; {@link #NONE} if there is none at all. */
  long add(byte[] from, int start, int end) {
    int size = Math.min(end - start, LONGEST);
    if (size == 0 || length + size > MOST) {
      return NONE;
    }
    if (length + size > bytes.length) {
      bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, length + size));
    }
    if (size <= Long.BYTES
        && start + Long.BYTES <= from.length
        && length + Long.BYTES <= bytes.length) {
      // Most names are short, and a word is copied sooner than a call is made.
      LONGS.set(bytes, length, (long) LONGS.get(from, start));
    } else {
      System.arraycopy(from, start, bytes, length, size);
    }
    length += size;
    return (long) (length - size) << 32 | length;
  }

  @Nullable String text(long name) {
    if (name == NONE) {
      return null;
    }
    int start = (int) (name >>> 32);
    return new String(bytes, start, (int) name - start, StandardCharsets.UTF_8);
  }
}
