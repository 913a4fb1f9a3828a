package dev.weir.gateway.upstream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.gateway.discovery.Instance;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SniffedNodesTest {
  @Test
  void shouldReadAddressesRolesAndZones() throws IOException {
    List<Instance> nodes =
        SniffedNodes.read(
            """
            {"nodes": {
              "b": {"roles": ["data", "ingest"], "attributes": {"zone": "z1"},
                    "http": {"publish_address": "name.internal/10.0.0.2:9200"}},
              "c": {"roles": ["data"]},
              "a": {"roles": [], "http": {"publish_address": "[::1]:9200"}}
            }}
            """,
            "https");

    assertThat(nodes)
        .containsExactly(
            Instance.of(URI.create("https://10.0.0.2:9200"))
                .withZone("z1")
                .withRoles(Set.of("data", "ingest")),
            Instance.of(URI.create("https://[::1]:9200")).withRoles(Set.of("coordinating_only")));
  }

  @Test
  void shouldNameNobodyWhereNobodyIsNamed() throws IOException {
    assertThat(SniffedNodes.read("{}", "http")).isEmpty();
    assertThat(SniffedNodes.read("{\"nodes\":{}}", "http")).isEmpty();
  }

  @Test
  void shouldRefuseWhatIsNoSuchAnswer() {
    for (String answer :
        List.of(
            "<html>",
            "{\"nodes\":{\"a\":{\"http\":{\"publish_address\":\"10.0.0.1\"}}}}",
            "{\"nodes\":{\"a\":{\"roles\":[")) {
      assertThatThrownBy(() -> SniffedNodes.read(answer, "http"))
          .as(answer)
          .isInstanceOf(IOException.class);
    }
  }
}
