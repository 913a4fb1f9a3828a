package dev.weir.app.docs;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.weir.app.config.Configuration;
import dev.weir.app.config.bind.Binding;
import dev.weir.app.config.bind.Surroundings;
import dev.weir.gateway.Gateway;
import dev.weir.gateway.settings.Address;
import dev.weir.gateway.settings.GatewaySettings;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What the page on tenants says of each request is what happens to it. */
class TenantsGuideTest {
  private static final String PAGE = "docs/guide/tenants.md";

  /** When it sends, the tenant, the user, the status. */
  private static final Pattern ROW =
      Pattern.compile(
          "^\\| (`-.*`|nothing) \\| `(\\w+)` \\| (?:`([\\w-]+)`)? ?\\| (\\d{3}) \\|$",
          Pattern.MULTILINE);

  private static final Pattern OPTION = Pattern.compile("-u ([^\\s`]+)|-H '([^:]+): ([^']+)'");

  @Test
  void shouldTellTenantsAsThePageSays() throws Exception {
    Page page = Page.of(PAGE);
    HttpServer node =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    node.createContext(
        "/",
        exchange -> {
          exchange.sendResponseHeaders(200, -1);
          exchange.close();
        });
    node.start();
    BlockingQueue<String> ends = new LinkedBlockingQueue<>();
    try (Gateway gateway =
            Gateway.start(
                settings(page, node.getAddress()),
                (request, end) ->
                    ends.add(request.tenant().name() + " " + request.user() + " " + end.status()));
        HttpClient client = HttpClient.newHttpClient()) {
      List<MatchResult> rows = ROW.matcher(page.text()).results().toList();
      assertThat(rows).hasSizeGreaterThan(8);
      for (MatchResult row : rows) {
        client.send(request(gateway, row.group(1)), BodyHandlers.discarding());

        assertThat(ends.poll(10, TimeUnit.SECONDS))
            .as(row.group())
            .isEqualTo(row.group(2) + " " + row.group(3) + " " + row.group(4));
      }
    } finally {
      node.stop(0);
    }
  }

  private static GatewaySettings settings(Page page, InetSocketAddress node) {
    Surroundings surroundings =
        new Surroundings(
            Path.of("/"),
            Map.of("BILLS_PASSWORD", "bills-password", "COUPONS_KEY", "coupons-key")::get);
    byte[] yaml =
        page.blocks("yaml")
            .getFirst()
            .replace("10.0.0.1:9200", "127.0.0.1:" + node.getPort())
            .getBytes(UTF_8);
    Binding<Configuration> binding = Binding.of(Configuration.class, yaml, surroundings);
    assertThat(binding).isInstanceOf(Binding.Bound.class);
    GatewaySettings asShown = ((Binding.Bound<Configuration>) binding).value().gateway();
    return GatewaySettings.between(
            Address.loopback(0), List.of(URI.create("http://127.0.0.1:" + node.getPort())))
        .withTenants(asShown.tenants())
        .withEventLoops(1);
  }

  private static HttpRequest request(Gateway gateway, String options) {
    URI uri = URI.create("http://127.0.0.1:" + gateway.addresses().getFirst().getPort() + "/");
    List<String> headers = new ArrayList<>();
    OPTION
        .matcher(options)
        .results()
        .forEach(
            option -> {
              String user = option.group(1);
              headers.add(user == null ? option.group(2) : "Authorization");
              headers.add(
                  user == null
                      ? option.group(3)
                      : "Basic " + Base64.getEncoder().encodeToString(user.getBytes(UTF_8)));
            });
    HttpRequest.Builder request = HttpRequest.newBuilder(uri);
    return headers.isEmpty()
        ? request.build()
        : request.headers(headers.toArray(String[]::new)).build();
  }
}
