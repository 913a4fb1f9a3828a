package dev.weir.gateway.testing;

import java.io.IOException;
import java.util.function.Function;

/** What a scripted node does with one connection. The connection is closed when it returns. */
@FunctionalInterface
public interface Script {
  void serve(UpstreamConnection connection) throws IOException;

  /** Reads each request whole and answers it, until the peer closes. */
  static Script answering(Function<Message, String> answer) {
    return connection -> {
      Message request = connection.readRequest();
      while (request != null) {
        connection.send(answer.apply(request));
        request = connection.readRequest();
      }
    };
  }

  /** Answers every request with these bytes. */
  static Script answering(String answer) {
    return answering(request -> answer);
  }

  /** Reads each request whole and never answers. */
  static Script silent() {
    return connection -> {
      Message request = connection.readRequest();
      while (request != null) {
        request = connection.readRequest();
      }
    };
  }

  /** Reads a request whole, then resets the connection. */
  static Script resetting() {
    return connection -> {
      var _ = connection.readRequest();
      connection.reset();
    };
  }
}
