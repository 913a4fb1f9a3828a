package dev.weir.gateway.upstream;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.weir.flow.balance.NodeKind;
import dev.weir.gateway.discovery.Instance;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The nodes that an answer to {@code _nodes/http} names: addresses, roles, zones. */
final class SniffedNodes {
  private static final JsonFactory JSON = new JsonFactory();

  private SniffedNodes() {}

  /**
   * Reads an answer. A node without an address for HTTP is left out.
   *
   * @param scheme what all nodes are spoken to by: the answer does not say
   * @throws IOException if it is not such an answer
   */
  static List<Instance> read(String json, String scheme) throws IOException {
    List<Instance> nodes = new ArrayList<>();
    try (JsonParser parser = JSON.createParser(json)) {
      while (parser.nextToken() != null) {
        if (parser.currentToken() == JsonToken.START_OBJECT
            && "nodes".equals(parser.currentName())) {
          while (parser.nextToken() == JsonToken.FIELD_NAME) {
            parser.nextToken();
            Instance node = node(parser, scheme);
            if (node != null) {
              nodes.add(node);
            }
          }
        }
      }
    } catch (IllegalArgumentException e) {
      throw new IOException("not an address", e);
    }
    nodes.sort(Comparator.comparing(Instance::uri));
    return nodes.stream().distinct().toList();
  }

  /** One node: where the parser stands, up to its end. */
  private static @Nullable Instance node(JsonParser parser, String scheme) throws IOException {
    String address = null;
    String zone = null;
    Set<String> roles = new HashSet<>();
    int depth = 1;
    while (depth > 0) {
      JsonToken token = parser.nextToken();
      if (token == null) {
        throw new IOException("the answer breaks off");
      }
      depth += token.isStructStart() ? 1 : token.isStructEnd() ? -1 : 0;
      if (token == JsonToken.VALUE_STRING) {
        String name = parser.currentName();
        if (name == null) {
          // The only list in the answer.
          roles.add(parser.getText());
        } else if (name.equals("publish_address")) {
          address = parser.getText();
        } else if (name.equals("zone")) {
          zone = parser.getText();
        }
      }
    }
    if (address == null) {
      return null;
    }
    if (roles.isEmpty()) {
      roles.add(NodeKind.COORDINATING_ONLY);
    }
    // Either "127.0.0.1:9200" or "name/127.0.0.1:9200".
    URI uri = URI.create(scheme + "://" + address.substring(address.indexOf('/') + 1));
    return Instance.of(uri).withZone(zone).withRoles(roles);
  }
}
