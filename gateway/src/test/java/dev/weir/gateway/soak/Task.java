package dev.weir.gateway.soak;

import java.io.IOException;
import java.util.Random;

/**
 * One exchange as it was drawn: what is asked, and what goes wrong.
 *
 * @param sent bytes of the request's body before it is framed
 */
record Task(Order order, Ask ask, int sent, ClientFault fault) {
  /** What is asked of the node. */
  enum Ask {
    SEARCH("GET", "/soak/_search"),
    QUERY("POST", "/soak/_search"),
    HEAD("HEAD", "/soak/_doc/1"),
    DOCUMENT("PUT", "/soak/_doc/1"),
    /** An upload in chunks. */
    BULK("POST", "/_bulk"),
    /** An upload that waits until it is wanted. */
    EXPECTING("POST", "/_bulk"),
    /** An upload that is compressed. */
    ZIPPED("POST", "/_bulk");

    private final String method;
    private final String path;

    Ask(String method, String path) {
      this.method = method;
      this.path = path;
    }

    String method() {
      return method;
    }

    boolean hasBody() {
      return this != SEARCH && this != HEAD;
    }
  }

  /** A request as it is on the wire, and what its node should say that it received. */
  static final class Bytes {
    private final byte[] all;
    private final int head;
    private final String digest;

    private Bytes(byte[] all, int head, String digest) {
      this.all = all;
      this.head = head;
      this.digest = digest;
    }

    /** The head and the body as it is framed. */
    byte[] all() {
      return all;
    }

    /** How many bytes are the head. */
    int head() {
      return head;
    }

    /** Of the body before it was framed. */
    String digest() {
      return digest;
    }
  }

  private static final Ask[] ASKS = Ask.values();
  private static final int[] ASK_SHARES = {40, 20, 8, 10, 10, 6, 6};
  private static final Order.Framing[] FRAMINGS = Order.Framing.values();
  private static final int[] FRAMING_SHARES = {62, 30, 5, 3};
  private static final NodeFault[] NODE_FAULTS = NodeFault.values();
  private static final ClientFault[] CLIENT_FAULTS = ClientFault.values();
  private static final int NODE_FAULTS_IN_100 = 6;
  private static final int CLIENT_FAULTS_IN_100 = 6;

  /** Draws one that a client gives all its attention to. */
  static Task draw(int number, Random random) {
    ClientFault fault = ClientFault.NONE;
    if (random.nextInt(100) < CLIENT_FAULTS_IN_100) {
      fault = CLIENT_FAULTS[1 + random.nextInt(CLIENT_FAULTS.length - 1)];
    }
    Ask ask =
        switch (fault) {
          case MALFORMED_CHUNK, RESET_IN_BODY, HALF_CLOSE_IN_REQUEST -> Ask.BULK;
          case MALFORMED_BEHIND -> Ask.SEARCH;
          default -> ASKS[share(ASK_SHARES, random)];
        };
    return draw(number, ask, fault, random);
  }

  /** Draws one that may be sent along with others. */
  static Task drawPlain(int number, Random random) {
    Ask ask = ASKS[share(ASK_SHARES, random)];
    return draw(number, ask == Ask.EXPECTING ? Ask.BULK : ask, ClientFault.NONE, random);
  }

  private static Task draw(int number, Ask ask, ClientFault fault, Random random) {
    NodeFault nodeFault = fault.wantsGoodNode() ? NodeFault.NONE : nodeFault(ask, random);
    Order.Framing framing = FRAMINGS[share(FRAMING_SHARES, random)];
    int size = size(random);
    if (nodeFault == NodeFault.MALFORMED_CHUNK) {
      framing = Order.Framing.CHUNKED;
    } else if (ask == Ask.HEAD
        || fault == ClientFault.MALFORMED_BEHIND
        || (nodeFault != NodeFault.NONE && framing == Order.Framing.CLOSING)) {
      framing = Order.Framing.LENGTH;
    }
    if (nodeFault == NodeFault.RESET_IN_BODY && random.nextInt(4) == 0) {
      framing = Order.Framing.CLOSING;
    }
    if (nodeFault == NodeFault.EXTRA) {
      // All of it in one read: what comes later cannot be told from the answer to another request.
      framing = Order.Framing.LENGTH;
      size = 64;
    }
    int nodes = random.nextBoolean() ? Order.EVERY_NODE : 1 + random.nextInt(Order.EVERY_NODE);
    int sent = ask.hasBody() ? size(random) : 0;
    Order order = new Order(number, random.nextInt(), framing, size, nodeFault, nodes);
    return new Task(order, ask, sent, fault);
  }

  private static NodeFault nodeFault(Ask ask, Random random) {
    if (random.nextInt(100) >= NODE_FAULTS_IN_100) {
      return NodeFault.NONE;
    }
    NodeFault fault = NODE_FAULTS[1 + random.nextInt(NODE_FAULTS.length - 1)];
    boolean impossible =
        switch (fault) {
          case RESET_IN_BODY, CLOSE_IN_BODY, MALFORMED_CHUNK -> ask == Ask.HEAD;
          case EARLY -> !ask.hasBody() || ask == Ask.EXPECTING;
          // Takes a client all of the deadline.
          case SILENT -> random.nextInt(20) != 0;
          default -> false;
        };
    return impossible ? NodeFault.RESET_BEFORE : fault;
  }

  private static int share(int[] shares, Random random) {
    int left = random.nextInt(100);
    for (int i = 0; i < shares.length; i++) {
      left -= shares[i];
      if (left < 0) {
        return i;
      }
    }
    throw new IllegalStateException("shares of less than 100");
  }

  private static int size(Random random) {
    int kind = random.nextInt(100);
    int most = kind < 88 ? 1024 : kind < 98 ? 16 * 1024 : Content.LONGEST - 64;
    return 64 + random.nextInt(most - 64);
  }

  Bytes bytes() throws IOException {
    StringBuilder head = new StringBuilder(160);
    head.append(ask.method()).append(' ').append(ask.path).append(order.query());
    head.append(" HTTP/1.1\r\nHost: soak\r\n");
    int salt = ~order.salt();
    byte[] body = ask == Ask.ZIPPED ? Content.zipped(salt, sent) : Content.of(salt, sent);
    byte[] framed = body;
    if (ask == Ask.BULK) {
      framed = Content.chunked(body, salt);
      head.append("Transfer-Encoding: chunked\r\n");
    } else if (ask.hasBody()) {
      head.append("Content-Length: ").append(body.length).append("\r\n");
    }
    if (ask == Ask.ZIPPED) {
      head.append("Content-Encoding: gzip\r\n");
    } else if (ask == Ask.EXPECTING) {
      head.append("Expect: 100-continue\r\n");
    }
    head.append("\r\n");
    byte[] all = Content.join(Content.ascii(head.toString()), framed);
    return new Bytes(all, head.length(), Content.digest(body));
  }
}
