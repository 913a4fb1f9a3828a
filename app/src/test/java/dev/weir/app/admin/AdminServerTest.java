package dev.weir.app.admin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.app.config.AdminSettings;
import dev.weir.app.config.Configuration;
import dev.weir.app.fakes.RawHttp;
import dev.weir.app.shapes.ShapeDesk;
import dev.weir.discovery.registry.Registry;
import dev.weir.discovery.registry.RegistrySettings;
import dev.weir.flow.standby.Standby;
import dev.weir.gateway.discovery.EndpointChange;
import dev.weir.gateway.discovery.Instance;
import dev.weir.gateway.settings.Address;
import dev.weir.gateway.settings.ClusterSettings;
import dev.weir.gateway.settings.CredentialsSettings;
import dev.weir.gateway.settings.FilterSettings;
import dev.weir.gateway.settings.GatewaySettings;
import dev.weir.gateway.settings.RuleMode;
import dev.weir.gateway.settings.Secret;
import dev.weir.gateway.shape.Shapes;
import dev.weir.gateway.status.AdmissionStatus;
import dev.weir.gateway.status.BreakerStatus;
import dev.weir.gateway.status.ClusterStatus;
import dev.weir.gateway.status.CredentialsStatus;
import dev.weir.gateway.status.EndpointStatus;
import dev.weir.gateway.status.EndpointStatus.State;
import dev.weir.gateway.status.FleetStatus;
import dev.weir.gateway.status.GatewayStatus;
import dev.weir.gateway.status.HoldStatus;
import dev.weir.gateway.status.LimitStatus;
import dev.weir.gateway.status.MemoryStatus;
import dev.weir.gateway.status.QueriesStatus;
import dev.weir.gateway.status.RepeatStatus;
import dev.weir.gateway.status.RewriteStatus;
import dev.weir.gateway.status.RuleStatus;
import dev.weir.gateway.status.ScrollsStatus;
import dev.weir.gateway.status.SignalStatus;
import dev.weir.gateway.status.StateChange;
import dev.weir.gateway.status.SwitchStatus;
import dev.weir.gateway.status.TrimStatus;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AdminServerTest {
  private static final String HERE = "Host: 127.0.0.1:9280";

  private final FakeProgram program = new FakeProgram();
  private @Nullable AdminServer server;

  @AfterEach
  void close() {
    if (server != null) {
      server.close();
    }
  }

  @Test
  void shouldListItsPages() throws IOException {
    String answer = get("/", HERE);

    assertThat(answer).startsWith("HTTP/1.1 200 ").contains("GET /metrics", "POST /-/reload");
  }

  @Test
  void shouldBeReadyWhenEveryClusterHasAnEndpointUp() throws IOException {
    program.states = List.of(State.DOWN, State.UP);

    String answer = get("/-/ready", HERE);

    assertThat(answer).startsWith("HTTP/1.1 200 ").contains("\"ready\" : true");
  }

  @Test
  void shouldSayWhyItIsNotReady() throws IOException {
    program.states = List.of(State.DOWN, State.EJECTED);
    program.draining = true;

    String answer = get("/-/ready", HERE);

    assertThat(answer)
        .startsWith("HTTP/1.1 503 ")
        .contains("cluster main: no endpoint is up", "draining: 4 exchanges left");
  }

  private String post(String path, String body) throws IOException {
    return ask(
        "POST " + path + " HTTP/1.1",
        HERE,
        "Content-Length: " + body.length(),
        "Connection: close",
        "",
        body);
  }

  @Test
  void shouldChangeEndpointsByHand() throws IOException {
    String answer =
        post(
            "/-/clusters/main/endpoints",
            "[{\"action\":\"add\",\"address\":\"http://a:1\",\"weight\":50},"
                + "{\"action\":\"drain\",\"address\":\"http://b:1\"},"
                + "{\"weight\":7,\"address\":\"http://b:1\",\"action\":\"weight\"}]");

    assertThat(answer).startsWith("HTTP/1.1 200 ").contains("\"endpoints\"");
    assertThat(program.changes)
        .containsExactly(
            new EndpointChange.Add(Instance.of(URI.create("http://a:1")).withWeight(50)),
            new EndpointChange.Drain(URI.create("http://b:1")),
            new EndpointChange.Weigh(URI.create("http://b:1"), 7));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "nothing",
        "[]",
        "{}",
        "{\"action\":\"add\"}",
        "{\"action\":\"burn\",\"address\":\"http://a:1\"}",
        "{\"action\":\"weight\",\"address\":\"http://a:1\"}",
        "{\"action\":\"weight\",\"weight\":0,\"address\":\"http://a:1\"}",
        "{\"action\":\"add\",\"address\":\"a:1\"}",
        "{\"action\":\"add\",\"address\":\"http://a:1/path\"}",
        "{\"action\":\"add\",\"address\":\"http://impossible:1\"}",
        "{\"action\":\"add\",\"address\":\"http://a:1\"} more",
        "[{\"action\":\"add\",\"address\":\"http://a:1\"}"
      })
  void shouldRefuseChangesThatAreNone(String body) throws IOException {
    assertThat(post("/-/clusters/main/endpoints", body))
        .startsWith("HTTP/1.1 400 ")
        .contains("nothing has changed");
    assertThat(program.changes).isEmpty();
  }

  @Test
  void shouldKnowNoOtherCluster() throws IOException {
    String change = "{\"action\":\"remove\",\"address\":\"http://a:1\"}";

    assertThat(post("/-/clusters/other/endpoints", change)).startsWith("HTTP/1.1 404 ");
  }

  @Test
  void shouldKeepARegistry() throws IOException {
    String member = "{\"address\":\"http://10.0.0.1:9200\",\"zone\":\"a\"}";

    assertThat(post("/-/registry/search/heartbeat", member)).startsWith("HTTP/1.1 404 ");
    assertThat(post("/-/registry/search", member))
        .startsWith("HTTP/1.1 200 ")
        .contains("\"lease_ms\" : 15000", "\"heartbeat_ms\" : 5000");
    assertThat(post("/-/registry/search/heartbeat", member)).startsWith("HTTP/1.1 200 ");
    assertThat(get("/-/registry", HERE)).contains("\"search\"");
    assertThat(get("/-/registry/search", HERE))
        .contains("\"http://10.0.0.1:9200\"", "\"zone\" : \"a\"", "\"phase\" : \"up\"");
    assertThat(post("/-/registry/search/leave", member)).startsWith("HTTP/1.1 200 ");
    assertThat(get("/-/registry/search", HERE)).contains("\"phase\" : \"draining\"");
    assertThat(post("/-/registry/search/heartbeat", member)).startsWith("HTTP/1.1 404 ");
    assertThat(post("/-/registry/search", "{}")).startsWith("HTTP/1.1 400 ");
    assertThat(post("/-/registry/A%20b", member)).startsWith("HTTP/1.1 400 ");
    assertThat(get("/-/registry/unknown", HERE)).contains("\"members\" : [ ]");
  }

  @Test
  void shouldSayEveryMethodThatAPathTakes() throws IOException {
    assertThat(ask("DELETE /-/registry/search HTTP/1.1", HERE))
        .startsWith("HTTP/1.1 405 ")
        .containsIgnoringCase("Allow: GET, HEAD, POST");
  }

  @Test
  void shouldBeAliveWhileItDrains() throws IOException {
    program.draining = true;

    assertThat(get("/-/live", HERE)).startsWith("HTTP/1.1 200 ");
  }

  @Test
  void shouldShowTheConfigurationWithoutItsSecrets() throws IOException {
    program.configuration =
        Configuration.of(
            GatewaySettings.defaults()
                .withCluster(guarded())
                .withFilters(
                    List.of(new FilterSettings("signer", Map.of("api-token", "t0ps3cret")))));

    String answer = get("/-/config", HERE);

    assertThat(answer)
        .startsWith("HTTP/1.1 200 ")
        .contains("\"max-connections\" : 256", "\"address\" : \"127.0.0.1:9200\"")
        .contains("\"deadline\" : \"5m\"", "\"max-head\" : \"64kb\"", "\"password\" : \"***\"")
        .contains("\"username\" : \"weir\"")
        .doesNotContain("s3cret");
  }

  @Test
  void shouldShowClustersAndTheirEndpoints() throws IOException {
    program.states = List.of(State.EJECTED);

    String answer = get("/-/clusters", HERE);

    assertThat(answer)
        .startsWith("HTTP/1.1 200 ")
        .contains("\"name\" : \"node0:9200\"", "\"state\" : \"ejected\"", "\"cause\" : \"502\"")
        .contains("\"breakers\" : [ {", "\"share_percent\" : 30", "\"standby\" : \"other\"");
  }

  @Test
  void shouldTakeAnEndpointOutForATimeAndBack() throws IOException {
    assertThat(post("/-/clusters/main/hold?endpoint=node0:9200&for=30s"))
        .startsWith("HTTP/1.1 200 ")
        .contains("\"held\" : \"node0:9200\"", "\"for\" : \"30s\"");
    assertThat(post("/-/clusters/main/hold?endpoint=node0%3A9200&for=1m&drain=true"))
        .contains("\"draining\" : \"node0:9200\"");
    assertThat(post("/-/clusters/main/readmit?endpoint=node0:9200")).startsWith("HTTP/1.1 200 ");

    assertThat(program.done)
        .containsExactly(
            "hold main node0:9200 false PT30S",
            "hold main node0:9200 true PT1M",
            "readmit main node0:9200");
  }

  @Test
  void shouldSendReadsToTheStandbyForATime() throws IOException {
    assertThat(post("/-/clusters/main/standby?prefer=standby&for=10m")).startsWith("HTTP/1.1 200 ");
    assertThat(post("/-/clusters/main/standby?prefer=automatic")).startsWith("HTTP/1.1 200 ");
    assertThat(post("/-/clusters/other/standby?prefer=primary&for=1s"))
        .startsWith("HTTP/1.1 404 ")
        .contains("no_standby");

    assertThat(program.done)
        .containsExactly(
            "prefer main STANDBY PT10M", "prefer main AUTOMATIC PT0S", "prefer other PRIMARY PT1S");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "hold",
        "hold?endpoint=node0:9200",
        "hold?endpoint=node0:9200&for=soon",
        "hold?endpoint=node0:9200&for=2d",
        "hold?endpoint=node0:9200&for=0s",
        "hold?endpoint=node0:9200&four=1s",
        "readmit?for=1s",
        "standby?prefer=best&for=1s",
        "standby?prefer=standby"
      })
  void shouldSayWhatIsWrongWithARehearsal(String asked) throws IOException {
    assertThat(post("/-/clusters/main/" + asked))
        .startsWith("HTTP/1.1 400 ")
        .contains("nothing has changed");
    assertThat(program.done).isEmpty();
  }

  private static QueriesStatus queries() {
    RuleStatus.Example last =
        new RuleStatus.Example(Instant.EPOCH, "batch", "search", "bills", "00ff", "9 of 3");
    return new QueriesStatus(
        true,
        7,
        3,
        1,
        2,
        0,
        List.of(
            new RuleStatus(
                "deep-page",
                "is deep",
                "observe",
                10_000,
                List.of(new RuleStatus.Part("enforce", 50)),
                new RuleStatus.ByHand("observe", Instant.EPOCH, "so"),
                Map.of("batch", 3L),
                Map.of(),
                Map.of("bills", 1L),
                4,
                last)),
        List.of(),
        List.of(new RewriteStatus("sorted-terms", "sorts", "equivalent", true, 3, 2, 1, 1)),
        new ScrollsStatus(Map.of("batch", 4), 6, 2, 1));
  }

  @Test
  void shouldShowWhatRewritesHaveDone() throws IOException {
    assertThat(get("/-/rewrites", HERE))
        .startsWith("HTTP/1.1 200 ")
        .contains("\"rewrite\" : \"sorted-terms\"", "\"applied\" : 3", "\"shapes-off\" : 1");
  }

  @Test
  void shouldShowWhatRulesHaveFound() throws IOException {
    assertThat(get("/-/rules", HERE))
        .startsWith("HTTP/1.1 200 ")
        .contains("\"name\" : \"deep-page\"", "\"mode\" : \"observe\"", "\"limit\" : 10000")
        .contains("\"batch\" : 3", "\"bills\" : 1", "\"shape\" : \"00ff\"")
        .contains("\"found\" : \"9 of 3\"", "\"why\" : \"so\"")
        .contains("\"batch\" : 4", "\"expired\" : 2", "\"uncounted\" : 1");
  }

  @Test
  void shouldSetLimitsLanesAndSwitchesForATime() throws IOException {
    String limit = post("/-/limits/one?rate=100/10s&for=10m&why=a%20sale", "");

    assertThat(limit)
        .startsWith("HTTP/1.1 200 ")
        .contains("\"limit\" : \"one\"", "\"set_to\" : \"100/10s\"", "\"for\" : \"10m\"", "until");
    assertThat(post("/-/limits/one?rate=500/s&for=1s", "")).startsWith("HTTP/1.1 200 ");
    assertThat(post("/-/lanes/one?bound=20&for=2h", "")).startsWith("HTTP/1.1 200 ");
    assertThat(post("/-/switches/one?turn=off&for=7d", "")).startsWith("HTTP/1.1 200 ");
    assertThat(post("/-/rules/one?mode=warn&for=1m", "")).startsWith("HTTP/1.1 200 ");
    assertThat(post("/-/rules/one?mode=loud&for=1m", "")).startsWith("HTTP/1.1 400 ");
    assertThat(program.done)
        .containsExactly(
            "one limit 100 in PT10S for PT10M: a sale",
            "one limit 500 in PT1S for PT1S: no reason given",
            "one lane 20 for PT2H: no reason given",
            "one switch false for PT168H: no reason given",
            "one rule WARN for PT1M: no reason given");
  }

  @ParameterizedTest
  @ValueSource(strings = {"limits", "lanes", "switches", "rules"})
  void shouldTakeBackWhatWasSet(String page) throws IOException {
    String answer = ask("DELETE /-/" + page + "/one HTTP/1.1", HERE, "Connection: close", "", "");

    assertThat(answer).startsWith("HTTP/1.1 200 ").contains("configured");
    assertThat(ask("DELETE /-/" + page + "/two HTTP/1.1", HERE, "Connection: close", "", ""))
        .startsWith("HTTP/1.1 404 ")
        .contains("GET /-/" + page + " lists what there is");
    assertThat(ask("DELETE /-/" + page + "/one?for=1s HTTP/1.1", HERE, "Connection: close", "", ""))
        .startsWith("HTTP/1.1 400 ");
    assertThat(program.done).hasSize(2);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "limits/one",
        "limits/one?rate=500/s",
        "limits/one?for=1m",
        "limits/one?rate=500&for=1m",
        "limits/one?rate=-5/s&for=1m",
        "limits/one?rate=9999999999/s&for=1m",
        "limits/one?rate=5/99999999999999999999s&for=1m",
        "limits/one?rate=0/s&for=1m",
        "limits/one?rate=5/s&for=8d",
        "limits/one?rate=5/s&for=0s",
        "limits/one?rate=5/s&for=1m&for=2m",
        "limits/one?rate=5/s&for=1m&until=now",
        "limits/one?rate=5/s&for=1m&why=%0aforged",
        "limits/one?rate=5/s&for=1m&why=",
        "lanes/one?bound=0&for=1m",
        "lanes/one?bound=1000000&for=1m",
        "lanes/one?bound=few&for=1m",
        "switches/one?turn=maybe&for=1m",
        "switches/one?turn=on&for=1m&",
      })
  void shouldSayWhatIsWrongWithWhatIsWantedByHand(String asked) throws IOException {
    assertThat(post("/-/" + asked, ""))
        .startsWith("HTTP/1.1 400 ")
        .contains("nothing has changed: ");
    assertThat(program.done).isEmpty();
  }

  @Test
  void shouldShowWhatIsGivenUpAndWhatIsSetByHand() throws IOException {
    Instant until = Instant.parse("2026-11-21T12:00:00Z");
    program.admission =
        new AdmissionStatus(
            List.of(
                new LimitStatus(
                    "one",
                    false,
                    "all",
                    "cost",
                    500,
                    Duration.ofSeconds(1),
                    1,
                    9,
                    0,
                    0,
                    7,
                    Map.of(),
                    null,
                    Map.of(),
                    List.of())),
            FleetStatus.NONE,
            List.of(),
            List.of(),
            List.of(
                new SwitchStatus(
                    "writers-give-way",
                    true,
                    true,
                    "heap use of cluster [main] above 85 % for 10 s",
                    91.26,
                    until,
                    until,
                    3,
                    12,
                    Map.of("bills", 12L),
                    Map.of(),
                    Map.of("bills", 13L),
                    new MemoryStatus(14, 15, 16, 17, 18, 19, 20, 21),
                    List.of("turns away write"),
                    List.of(
                        new SignalStatus(
                            "heap use of cluster [main]",
                            "%",
                            Double.NaN,
                            85,
                            Duration.ofSeconds(10),
                            68,
                            Duration.ofSeconds(30),
                            true,
                            "es1:9200: answered 401")))),
            List.of(
                new HoldStatus(
                    "limit", "one", "500 within 1000 ms", "50 within 1000 ms", until, "a sale")),
            List.of(new StateChange(until, "one", StateChange.Kind.LIMIT_SET, "by hand")));

    assertThat(get("/-/switches", HERE))
        .contains(
            "\"mode\" : \"observe\"",
            "\"on\" : true",
            "\"measured\" : 91.3",
            "\"from_memory\" : {",
            "\"bytes\" : 15",
            "\"by_hand_until\" : \"2026-11-21T12:00:00Z\"",
            "\"bills\" : 12",
            "\"on_above\" : 85.0",
            "answered 401",
            "limit_set")
        .doesNotContain("NaN");
    assertThat(get("/-/limits", HERE))
        .contains("\"configured\" : \"50 within 1000 ms\"", "\"why\" : \"a sale\"");
  }

  @Test
  void shouldNotKnowEndpointsThatAreNotThere() throws IOException {
    assertThat(post("/-/clusters/main/hold?endpoint=elsewhere:1&for=1s"))
        .startsWith("HTTP/1.1 404 ");
    assertThat(get("/-/clusters/main/hold?endpoint=node0:9200&for=1s", HERE))
        .startsWith("HTTP/1.1 405 ");
  }

  private String post(String target) throws IOException {
    return ask("POST " + target + " HTTP/1.1", HERE, "Content-Length: 0");
  }

  @Test
  void shouldReloadAndTellWhatTakesARestart() throws IOException {
    program.reload = new Reload.Done(true, List.of("transport: stays epoll until a restart"));

    String answer = ask("POST /-/reload HTTP/1.1", HERE, "Content-Length: 0");

    assertThat(answer)
        .startsWith("HTTP/1.1 200 ")
        .contains("\"changed\" : true", "transport: stays epoll until a restart");
  }

  @Test
  void shouldTellEveryMistakeOfAReloadThatIsRefused() throws IOException {
    program.reload = new Reload.Refused(List.of("weir.yaml:1:1: a", "weir.yaml:2:1: b"));

    String answer = ask("POST /-/reload HTTP/1.1", HERE, "Content-Length: 0");

    assertThat(answer)
        .startsWith("HTTP/1.1 400 ")
        .contains("invalid_configuration", "weir.yaml:1:1: a", "weir.yaml:2:1: b");
  }

  @Test
  void shouldWriteMetricsAsPrometheusAsks() throws IOException {
    assertThat(get("/metrics", HERE))
        .contains("text/plain; version=0.0.4")
        .contains("scraped as text/plain");
    assertThat(get("/metrics", HERE, "Accept: application/openmetrics-text;version=1.0.0"))
        .contains("scraped as application/openmetrics-text");
  }

  @Test
  void shouldAnswerErrorsInJson() throws IOException {
    assertThat(get("/nothing", HERE))
        .startsWith("HTTP/1.1 404 ")
        .contains("application/json", "\"type\" : \"not_found\"");
  }

  @ParameterizedTest
  @ValueSource(strings = {"POST /-/ready", "DELETE /-/config", "PUT /metrics", "GET /-/reload"})
  void shouldTakeNoOtherMethod(String request) throws IOException {
    String answer = ask(request + " HTTP/1.1", HERE, "Content-Length: 0");

    assertThat(answer).startsWith("HTTP/1.1 405 ").contains("Allow: ");
  }

  @Test
  void shouldAnswerHeadWithoutABody() throws IOException {
    String answer = ask("HEAD /-/ready HTTP/1.1", HERE);

    assertThat(answer).startsWith("HTTP/1.1 200 ").endsWith("\r\n\r\n");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"Host: evil.example", "Host: 127.0.0.1.evil.example:9280", "Host: 10.0.0.1"})
  void shouldRefuseAForeignHostOnLoopback(String host) throws IOException {
    assertThat(get("/-/config", host)).startsWith("HTTP/1.1 403 ").contains("foreign_host");
  }

  @ParameterizedTest
  @ValueSource(strings = {"Host: localhost", "Host: LOCALHOST:9280", "Host: [::1]:9280", HERE})
  void shouldKnowItsOwnNames(String host) throws IOException {
    assertThat(get("/-/live", host)).startsWith("HTTP/1.1 200 ");
  }

  @Test
  void shouldRefuseAPageOfAnotherSite() throws IOException {
    String answer =
        ask("POST /-/reload HTTP/1.1", HERE, "Origin: https://evil.example", "Content-Length: 0");

    assertThat(answer).startsWith("HTTP/1.1 403 ").contains("foreign_origin");
  }

  @ParameterizedTest
  @ValueSource(strings = {"X: y", "Authorization: Bearer wrong", "Authorization: Basic token"})
  void shouldAskForTheToken(String field) throws IOException {
    program.token = new Secret("token");

    assertThat(get("/-/config", "Host: weir.example", field))
        .startsWith("HTTP/1.1 401 ")
        .containsIgnoringCase("WWW-Authenticate: Bearer");
  }

  @Test
  void shouldLetTheTokenInUnderAnyName() throws IOException {
    program.token = new Secret("token");

    assertThat(get("/-/config", "Host: weir.example", "Authorization: Bearer token"))
        .startsWith("HTTP/1.1 200 ");
  }

  private String get(String path, String... fields) throws IOException {
    return ask("GET " + path + " HTTP/1.1", fields);
  }

  private String ask(String line, String... fields) throws IOException {
    if (server == null) {
      server =
          AdminServer.start(AdminSettings.defaults().withAddress(Address.loopback(0)), program);
    }
    return RawHttp.exchange(server.address(), line, fields);
  }

  private static ClusterSettings guarded() {
    return ClusterSettings.builder("main", List.of(URI.create("http://node0:9200")))
        .credentials(CredentialsSettings.basic("weir", "s3cret"))
        .build();
  }

  private static final class FakeProgram implements Administered {
    final List<String> done = new ArrayList<>();
    List<State> states = List.of(State.UP);
    boolean draining;
    @Nullable Secret token;
    Configuration configuration = Configuration.defaults();
    Reload reload = new Reload.Done(false, List.of());
    AdmissionStatus admission = AdmissionStatus.NONE;
    final List<EndpointChange> changes = new ArrayList<>();
    final Registry registry = Registry.open(RegistrySettings.defaults());

    @Override
    public GatewayStatus status() {
      List<EndpointStatus> endpoints =
          states.stream()
              .map(
                  state ->
                      new EndpointStatus(
                          "node" + states.indexOf(state) + ":9200", state, "502", 1, 2, 0, 10, 3))
              .toList();
      return new GatewayStatus(
          List.of(new ClusterStatus("main", endpoints, new RepeatStatus(0, 0, 0, 0, 0))),
          7,
          4,
          0,
          0,
          4096,
          "epoll",
          draining,
          List.of(
              new BreakerStatus(
                  "bills", "main", "recovering", 30, "slow", "other", "automatic", Map.of())),
          CredentialsStatus.NONE,
          admission,
          queries(),
          TrimStatus.NONE);
    }

    @Override
    public boolean change(String cluster, List<EndpointChange> wanted) {
      if (wanted.toString().contains("impossible")) {
        throw new IllegalArgumentException("that cannot be");
      }
      changes.addAll(wanted);
      return cluster.equals("main");
    }

    @Override
    public Registry registry() {
      return registry;
    }

    @Override
    public Configuration configuration() {
      return configuration.withAdmin(new AdminSettings(configuration.admin().address(), token));
    }

    @Override
    public Reload reload() {
      return reload;
    }

    @Override
    public Rehearsals rehearsals() {
      return new Rehearsals() {
        @Override
        public boolean hold(String cluster, String endpoint, boolean draining, Duration time) {
          done.add("hold " + cluster + " " + endpoint + " " + draining + " " + time);
          return endpoint.startsWith("node");
        }

        @Override
        public boolean readmit(String cluster, String endpoint) {
          done.add("readmit " + cluster + " " + endpoint);
          return endpoint.startsWith("node");
        }

        @Override
        public boolean prefer(String cluster, Standby.Preference wanted, Duration time) {
          done.add("prefer " + cluster + " " + wanted + " " + time);
          return cluster.equals("main");
        }
      };
    }

    @Override
    public ShapeDesk shapes() {
      return ShapeDesk.open(new Shapes(), null);
    }

    @Override
    public ByHand byHand() {
      return new ByHand() {
        @Override
        public boolean setLimit(
            String name, int requests, Duration within, Duration time, String why) {
          if (requests == 0) {
            throw new IllegalArgumentException("requests: 0 (expected: at least 1)");
          }
          return did(name, "limit " + requests + " in " + within + " for " + time + ": " + why);
        }

        @Override
        public boolean setLane(String name, int bound, Duration time, String why) {
          return did(name, "lane " + bound + " for " + time + ": " + why);
        }

        @Override
        public boolean turn(String name, boolean on, Duration time, String why) {
          return did(name, "switch " + on + " for " + time + ": " + why);
        }

        @Override
        public boolean limitBack(String name) {
          return did(name, "limit back");
        }

        @Override
        public boolean laneBack(String name) {
          return did(name, "lane back");
        }

        @Override
        public boolean letGo(String name) {
          return did(name, "let go");
        }

        private boolean did(String name, String what) {
          done.add(name + " " + what);
          return name.equals("one");
        }

        @Override
        public boolean setRule(String name, RuleMode mode, Duration time, String why) {
          return did(name, "rule " + mode + " for " + time + ": " + why);
        }

        @Override
        public boolean ruleBack(String name) {
          return did(name, "rule back");
        }
      };
    }

    @Override
    public void scrape(OutputStream out, String mediaType) throws IOException {
      out.write(("scraped as " + mediaType).getBytes(StandardCharsets.UTF_8));
    }
  }
}
