package dev.weir.gateway.testing;

import java.io.IOException;

/** Thrown when bytes are not the message that HTTP/1.1 says they should be. */
public final class ProtocolViolation extends IOException {
  private static final long serialVersionUID = 1;

  public ProtocolViolation(String message) {
    super(message);
  }
}
