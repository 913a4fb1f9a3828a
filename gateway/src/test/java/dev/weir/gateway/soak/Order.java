package dev.weir.gateway.soak;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a request tells its node to answer, written into the target.
 *
 * @param number of the exchange, different for each
 * @param salt from which the bodies are made, and which the answer must repeat
 * @param size bytes of the answer's body
 * @param nodes a bit for each node that shall do what is wrong
 */
record Order(int number, int salt, Framing framing, int size, NodeFault fault, int nodes) {
  /** How an answer says where its body ends. */
  enum Framing {
    LENGTH,
    CHUNKED,
    /** Of known length, and compressed. */
    ZIPPED,
    /** Ends with its connection. */
    CLOSING
  }

  static final int NODES = 3;
  static final int EVERY_NODE = (1 << NODES) - 1;

  private static final Pattern WRITTEN =
      Pattern.compile(".*\\?q=(\\d+)\\.(-?\\d+)\\.([A-Z]+)\\.(\\d+)\\.([A-Z_]+)\\.(\\d)");

  /** Reads it from a target; null if the target is no order's. */
  static @Nullable Order of(String target) {
    Matcher written = WRITTEN.matcher(target);
    if (!written.matches()) {
      return null;
    }
    return new Order(
        Integer.parseInt(written.group(1)),
        Integer.parseInt(written.group(2)),
        Framing.valueOf(written.group(3)),
        Integer.parseInt(written.group(4)),
        NodeFault.valueOf(written.group(5)),
        Integer.parseInt(written.group(6)));
  }

  String query() {
    return "?q=" + number + '.' + salt + '.' + framing + '.' + size + '.' + fault + '.' + nodes;
  }

  /** What the answer repeats. */
  String token() {
    return number + "." + salt;
  }

  /** What that node shall do wrong. */
  NodeFault faultOf(int node) {
    return (nodes >> node & 1) == 1 ? fault : NodeFault.NONE;
  }

  boolean isEveryNodes() {
    return nodes == EVERY_NODE;
  }
}
