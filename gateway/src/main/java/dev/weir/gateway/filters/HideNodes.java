package dev.weir.gateway.filters;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.weir.gateway.filter.Action;
import dev.weir.gateway.filter.BodyNeed;
import dev.weir.gateway.filter.BodyNeed.Overflow;
import dev.weir.gateway.filter.Filter;
import dev.weir.gateway.filter.Request;
import dev.weir.gateway.filter.Response;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Set;

/**
 * Keeps clients that sniff behind Weir: in answers to {@code _nodes/http}, every node's HTTP
 * address becomes the address that the client has asked at.
 */
public final class HideNodes implements Filter {
  private static final JsonFactory JSON = new JsonFactory();
  private static final int MAX_ANSWER = 8 * 1024 * 1024;

  private final Set<String> routes;

  /** Hides the nodes behind these routes. */
  public HideNodes(Set<String> routes) {
    this.routes = Set.copyOf(routes);
  }

  private boolean concerns(Request request) {
    if (!routes.contains(request.route())) {
      return false;
    }
    String path = request.path();
    return path.contains("_nodes") && (path.endsWith("/http") || path.endsWith("_nodes"));
  }

  @Override
  public Action onRequest(Request request) {
    if (concerns(request)) {
      // What is packed could not be read on its way back.
      request.headers().remove("Accept-Encoding");
    }
    return Action.pass();
  }

  @Override
  public BodyNeed responseBody(Request request, Response response) {
    return concerns(request) && response.status() == 200
        ? BodyNeed.whole(MAX_ANSWER, Overflow.PASS)
        : BodyNeed.none();
  }

  @Override
  public void onResponse(Request request, Response response) {
    String here = request.headers().get("Host");
    if (here == null || response.status() != 200 || !concerns(request)) {
      return;
    }
    ByteBuffer body = response.body();
    if (body != null) {
      byte[] bytes = new byte[body.remaining()];
      body.get(bytes);
      try {
        response.setBody(ByteBuffer.wrap(renamed(bytes, here)));
      } catch (IOException e) {
        // Not JSON (?format=yaml): passed as it came rather than withheld.
        return;
      }
    }
  }

  /** The answer with every {@code publish_address} and {@code bound_address} under http renamed. */
  static byte[] renamed(byte[] json, String address) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream(json.length + 64);
    try (JsonParser parser = JSON.createParser(new ByteArrayInputStream(json));
        JsonGenerator generator = JSON.createGenerator(out)) {
      int httpDepth = -1;
      int depth = 0;
      while (parser.nextToken() != null) {
        JsonToken token = parser.currentToken();
        String name = parser.currentName();
        if (token.isStructEnd()) {
          depth--;
          if (depth == httpDepth) {
            httpDepth = -1;
          }
        } else if (token.isStructStart()) {
          if ("http".equals(name) && httpDepth < 0) {
            httpDepth = depth;
          }
          depth++;
        }
        if (httpDepth >= 0 && token == JsonToken.VALUE_STRING && isAddress(parser)) {
          generator.writeString(address);
        } else {
          generator.copyCurrentEvent(parser);
        }
      }
    }
    return out.toByteArray();
  }

  private static boolean isAddress(JsonParser parser) {
    String name = parser.getParsingContext().getCurrentName();
    if (name == null && parser.getParsingContext().getParent() != null) {
      name = parser.getParsingContext().getParent().getCurrentName();
    }
    return "publish_address".equals(name) || "bound_address".equals(name);
  }
}
