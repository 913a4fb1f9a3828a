package dev.weir.gateway.settings;

import java.net.InetAddress;
import java.util.regex.Pattern;

/**
 * A network of addresses, as CIDR writes it (RFC 4632, RFC 4291 §2.3). IPv4 is held as IPv6 holds
 * it, mapped, so that a client is found however its socket shows it.
 *
 * @param high the first eight bytes
 * @param low the last eight bytes
 * @param prefix bits of the mapped address that all of its addresses share: 0 to 128
 */
public record Network(long high, long low, int prefix) {
  /** What is said to be expected. */
  public static final String IS = "an address or a network, such as 10.0.0.0/8 or 2001:db8::/32";

  private static final Pattern FOUR =
      Pattern.compile("(0|[1-9][0-9]{0,2})(\\.(0|[1-9][0-9]{0,2})){3}");
  private static final Pattern SIX = Pattern.compile("(?=.*:)[0-9A-Fa-f:.]{2,45}");
  private static final Pattern LENGTH = Pattern.compile("0|[1-9][0-9]{0,2}");

  private static final int MAPPED_BITS = 96;
  private static final long MAPPED = 0xffffL << 32;

  /**
   * Reads one. Names are not looked up; a number with a leading zero, which some take for octal, is
   * none.
   *
   * @throws IllegalArgumentException if it is none, or has bits behind its prefix
   */
  public static Network parse(String text) {
    int slash = text.indexOf('/');
    String literal = slash < 0 ? text : text.substring(0, slash);
    boolean four = FOUR.matcher(literal).matches();
    if (!four && !SIX.matcher(literal).matches()) {
      throw new IllegalArgumentException(IS);
    }
    byte[] bytes = InetAddress.ofLiteral(literal).getAddress();
    int longest = four ? 32 : 128;
    int length = slash < 0 ? longest : length(text.substring(slash + 1), longest);
    int prefix = four ? length + MAPPED_BITS : length;
    Network network = new Network(highOf(bytes), lowOf(bytes), prefix);
    if ((network.high & ~highMask(prefix)) != 0 || (network.low & ~lowMask(prefix)) != 0) {
      throw new IllegalArgumentException(IS + ", with no bits behind its prefix");
    }
    return network;
  }

  /** Whether a text is one. */
  public static boolean isOne(String text) {
    try {
      parse(text);
      return true;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  private static int length(String text, int longest) {
    int length = LENGTH.matcher(text).matches() ? Integer.parseInt(text) : -1;
    if (length < 0 || length > longest) {
      throw new IllegalArgumentException(IS + ", with a prefix of at most " + longest);
    }
    return length;
  }

  /** Whether an address is of this network. A network of IPv6 has no addresses of IPv4. */
  public boolean contains(InetAddress address) {
    byte[] bytes = address.getAddress();
    long itsHigh = highOf(bytes);
    long itsLow = lowOf(bytes);
    if (prefix < MAPPED_BITS && itsHigh == 0 && (itsLow & lowMask(MAPPED_BITS)) == MAPPED) {
      return false;
    }
    return (itsHigh & highMask(prefix)) == high && (itsLow & lowMask(prefix)) == low;
  }

  private static long highMask(int prefix) {
    return prefix == 0 ? 0 : prefix >= 64 ? -1 : -1L << (64 - prefix);
  }

  private static long lowMask(int prefix) {
    return prefix <= 64 ? 0 : -1L << (128 - prefix);
  }

  private static long highOf(byte[] address) {
    return address.length == 4 ? 0 : eight(address, 0);
  }

  private static long lowOf(byte[] address) {
    return address.length == 4 ? MAPPED | four(address) : eight(address, 8);
  }

  private static long four(byte[] bytes) {
    return ((bytes[0] & 0xffL) << 24)
        | ((bytes[1] & 0xffL) << 16)
        | ((bytes[2] & 0xffL) << 8)
        | (bytes[3] & 0xffL);
  }

  private static long eight(byte[] bytes, int from) {
    long value = 0;
    for (int i = from; i < from + 8; i++) {
      value = (value << 8) | (bytes[i] & 0xffL);
    }
    return value;
  }
}
