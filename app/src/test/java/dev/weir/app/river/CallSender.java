package dev.weir.app.river;

import java.io.IOException;

/** A client that sends calls one by one and says all that it was answered. */
interface CallSender extends AutoCloseable {
  /**
   * Blocks until the whole answer is there, whatever its status.
   *
   * @throws IOException if there was no whole answer
   */
  Answer send(Call call) throws IOException;

  @Override
  default void close() throws IOException {}

  /**
   * What is to be sent.
   *
   * @param target begins with a slash
   * @param body empty if the call has none
   */
  record Call(String method, String target, String type, String body) {}

  /**
   * What came back.
   *
   * @param head status line and fields as far as the client shows them
   * @param body decoded
   */
  record Answer(int status, String head, String body) {}
}
