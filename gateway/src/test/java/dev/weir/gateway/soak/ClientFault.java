package dev.weir.gateway.soak;

/** What a client does wrong with an exchange. */
enum ClientFault {
  NONE,
  RESET_IN_HEAD,
  RESET_IN_BODY,
  RESET_IN_ANSWER,
  /** Sends all of its request and closes in order, without taking the answer. */
  LEAVE,
  /** Closes its sending side behind the request and takes the answer. */
  HALF_CLOSE,
  HALF_CLOSE_IN_REQUEST,
  /** Sends what is no request, and a request behind it that must not be seen. */
  MALFORMED,
  /** Sends a request and, in the same breath, what is none. */
  MALFORMED_BEHIND,
  /** Sends a body whose second chunk is none. */
  MALFORMED_CHUNK,
  DRIBBLE,
  SLOW_READING;

  /** Whether the exchange can only be checked if the node does nothing wrong. */
  boolean wantsGoodNode() {
    return switch (this) {
      case HALF_CLOSE, HALF_CLOSE_IN_REQUEST, MALFORMED, MALFORMED_BEHIND, MALFORMED_CHUNK -> true;
      case NONE, RESET_IN_HEAD, RESET_IN_BODY, RESET_IN_ANSWER, LEAVE, DRIBBLE, SLOW_READING ->
          false;
    };
  }

  /** Whether the gateway may never see which request it was. */
  boolean hidesRequest() {
    // A reset throws away what has come before it and was not read yet.
    return this == MALFORMED || this == RESET_IN_HEAD || this == RESET_IN_BODY;
  }
}
