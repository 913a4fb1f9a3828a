package dev.weir.app.river;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.weir.gateway.ExchangeObserver;
import dev.weir.gateway.Gateway;
import dev.weir.gateway.settings.Address;
import dev.weir.gateway.settings.GatewaySettings;
import dev.weir.testkit.OpenSearchCluster;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The same everyday session, played to a node and through the gateway by clients that people use,
 * unchanged: each must be answered the same, call by call.
 */
class RealClientsIT {
  private static final OpenSearchCluster CLUSTER = OpenSearchCluster.single();
  private static Gateway gateway;

  @BeforeAll
  static void start() throws IOException {
    gateway =
        Gateway.start(
            GatewaySettings.between(Address.loopback(0), CLUSTER.uris()), ExchangeObserver.none());
  }

  @AfterAll
  static void stop() {
    gateway.close();
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void shouldServeOpenSearchJavaAsTheNodeDoes(boolean gzip) throws IOException {
    String index = "opensearch-java-" + gzip;

    List<String> direct = OpenSearchJavaSession.play(nodePort(), gzip, index);
    List<String> through = OpenSearchJavaSession.play(gatewayPort(), gzip, index);

    assertThat(through).containsExactlyElementsOf(direct);
  }

  /** Written by hand, its targets often lack the first slash; the client sends them like that. */
  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void shouldServeTheElasticsearchClientAsTheNodeDoes(boolean gzip) throws Exception {
    String index = "elasticsearch-" + gzip;
    boolean slash = gzip;

    List<String> direct = played(new ElasticsearchSender(nodePort(), gzip, slash), index);
    List<String> through = played(new ElasticsearchSender(gatewayPort(), gzip, slash), index);

    assertThat(through).containsExactlyElementsOf(direct);
  }

  @ParameterizedTest
  @EnumSource
  void shouldServeCurlAsTheNodeDoes(CurlSender.Way way, @TempDir Path folder) throws Exception {
    assumeThat(CurlSender.present()).as("curl is there").isTrue();
    String index = "curl-" + way.name().toLowerCase(Locale.ROOT);

    List<String> direct = played(new CurlSender(nodePort(), way, folder), index);
    List<String> through = played(new CurlSender(gatewayPort(), way, folder), index);

    assertThat(through).containsExactlyElementsOf(direct);
  }

  private static List<String> played(CallSender sender, String index) throws Exception {
    try (sender) {
      return new EverydaySession(sender, index).play();
    }
  }

  private static int nodePort() {
    return CLUSTER.uris().getFirst().getPort();
  }

  private static int gatewayPort() {
    return gateway.addresses().getFirst().getPort();
  }
}
