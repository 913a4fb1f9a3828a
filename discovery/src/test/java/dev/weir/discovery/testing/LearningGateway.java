package dev.weir.discovery.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.weir.gateway.ExchangeObserver;
import dev.weir.gateway.Gateway;
import dev.weir.gateway.discovery.DiscoveryFactory;
import dev.weir.gateway.settings.Address;
import dev.weir.gateway.settings.ClusterSettings;
import dev.weir.gateway.settings.DiscoverySettings;
import dev.weir.gateway.settings.GatewaySettings;
import dev.weir.gateway.status.EndpointStatus;
import dev.weir.gateway.status.MembershipStatus;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;

/** A gateway whose one cluster learns its endpoints, and clients that ask it all the time. */
public final class LearningGateway implements AutoCloseable {
  private static final int CLIENTS = 4;
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final Gateway gateway;
  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final List<Thread> threads = new ArrayList<>();
  private final Queue<String> failures = new ConcurrentLinkedQueue<>();
  private final AtomicLong answered = new AtomicLong();
  private volatile boolean ended;

  private LearningGateway(Gateway gateway) {
    this.gateway = gateway;
  }

  public static LearningGateway start(DiscoverySettings discovery, DiscoveryFactory source)
      throws IOException {
    ClusterSettings cluster =
        ClusterSettings.builder("main", List.of()).discovery(discovery).build();
    GatewaySettings settings =
        GatewaySettings.between(Address.loopback(0), List.of(URI.create("http://127.0.0.1:1")))
            .withCluster(cluster);
    return new LearningGateway(Gateway.start(settings, ExchangeObserver.none(), List.of(source)));
  }

  /** Waits until exactly these are the cluster's endpoints. */
  public void awaitEndpoints(PlainEndpoint... endpoints) {
    List<String> expected = Arrays.stream(endpoints).map(PlainEndpoint::name).toList();
    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () ->
                assertThat(endpoints())
                    .extracting(EndpointStatus::name)
                    .containsExactlyInAnyOrderElementsOf(expected));
  }

  public List<EndpointStatus> endpoints() {
    return gateway.status().clusters().getFirst().endpoints();
  }

  public MembershipStatus membership() {
    return gateway.status().clusters().getFirst().membership();
  }

  /** Waits until the source is known to be away. */
  public void awaitTrouble() {
    await().atMost(PATIENCE).until(() -> membership().problem() != null);
  }

  /** Begins to ask. */
  public void load() {
    URI uri = URI.create("http://127.0.0.1:" + gateway.addresses().getFirst().getPort() + "/work");
    HttpRequest request = HttpRequest.newBuilder(uri).timeout(Duration.ofSeconds(10)).build();
    for (int i = 0; i < CLIENTS; i++) {
      threads.add(Thread.ofVirtual().start(() -> ask(request)));
    }
  }

  private void ask(HttpRequest request) {
    while (!ended) {
      try {
        HttpResponse<String> response = client.send(request, BodyHandlers.ofString());
        if (response.statusCode() != 200) {
          failures.add(response.statusCode() + " " + response.body());
        }
        answered.incrementAndGet();
      } catch (IOException e) {
        failures.add(e.toString());
      } catch (InterruptedException e) {
        return;
      }
    }
  }

  /** Waits for so many further answers. */
  public void awaitAnswers(int count) {
    long before = answered.get();
    await().atMost(PATIENCE).until(() -> answered.get() >= before + count);
  }

  /** Ends the load, and fails if one request did. */
  public long assertNothingFailed() throws InterruptedException {
    ended = true;
    for (Thread thread : threads) {
      thread.join();
    }
    assertThat(failures).isEmpty();
    return answered.get();
  }

  @Override
  public void close() {
    ended = true;
    gateway.close();
    client.shutdownNow();
  }
}
