package dev.weir.app.config;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.app.config.bind.RecordShape;
import dev.weir.app.config.bind.Surroundings;
import dev.weir.app.config.bind.ValueType;
import dev.weir.discovery.registry.RegistrySettings;
import dev.weir.flow.concurrency.Priority;
import dev.weir.gateway.settings.Address;
import dev.weir.gateway.settings.Admission;
import dev.weir.gateway.settings.AllOutSettings;
import dev.weir.gateway.settings.ApiKeySettings;
import dev.weir.gateway.settings.BalancePolicy;
import dev.weir.gateway.settings.BalanceSettings;
import dev.weir.gateway.settings.BreakerSettings;
import dev.weir.gateway.settings.ByteSize;
import dev.weir.gateway.settings.CallerSettings;
import dev.weir.gateway.settings.ClientTlsSettings;
import dev.weir.gateway.settings.ClusterSettings;
import dev.weir.gateway.settings.Comparison;
import dev.weir.gateway.settings.CredentialsSettings;
import dev.weir.gateway.settings.DiscoverySettings;
import dev.weir.gateway.settings.DnsSettings;
import dev.weir.gateway.settings.EndpointSettings;
import dev.weir.gateway.settings.EtcdSettings;
import dev.weir.gateway.settings.FactSettings;
import dev.weir.gateway.settings.FilterSettings;
import dev.weir.gateway.settings.FleetSettings;
import dev.weir.gateway.settings.GatewaySettings;
import dev.weir.gateway.settings.HashSettings;
import dev.weir.gateway.settings.HealthSettings;
import dev.weir.gateway.settings.HedgeSettings;
import dev.weir.gateway.settings.InvalidSettings;
import dev.weir.gateway.settings.InvalidSettings.Problem;
import dev.weir.gateway.settings.IssuerSettings;
import dev.weir.gateway.settings.KubernetesSettings;
import dev.weir.gateway.settings.LaneEndpointsSettings;
import dev.weir.gateway.settings.LaneSettings;
import dev.weir.gateway.settings.LimitAlgorithm;
import dev.weir.gateway.settings.LimitKey;
import dev.weir.gateway.settings.LimitSettings;
import dev.weir.gateway.settings.LimitUnit;
import dev.weir.gateway.settings.ListenerSettings;
import dev.weir.gateway.settings.LowerSettings;
import dev.weir.gateway.settings.MemorySettings;
import dev.weir.gateway.settings.Mode;
import dev.weir.gateway.settings.NacosSettings;
import dev.weir.gateway.settings.NodeDeadline;
import dev.weir.gateway.settings.OutlierSettings;
import dev.weir.gateway.settings.OwnRegistrySettings;
import dev.weir.gateway.settings.PoolSettings;
import dev.weir.gateway.settings.QueriesSettings;
import dev.weir.gateway.settings.QueryRuleSettings;
import dev.weir.gateway.settings.RedisSettings;
import dev.weir.gateway.settings.RetrySettings;
import dev.weir.gateway.settings.RewriteSettings;
import dev.weir.gateway.settings.RouteSettings;
import dev.weir.gateway.settings.RuleMode;
import dev.weir.gateway.settings.Secret;
import dev.weir.gateway.settings.ServerTlsSettings;
import dev.weir.gateway.settings.ShapeSample;
import dev.weir.gateway.settings.ShapesSettings;
import dev.weir.gateway.settings.SignalMeasure;
import dev.weir.gateway.settings.SignalSettings;
import dev.weir.gateway.settings.SlowLogSettings;
import dev.weir.gateway.settings.SniffSettings;
import dev.weir.gateway.settings.SwitchSettings;
import dev.weir.gateway.settings.TenantCertificateSettings;
import dev.weir.gateway.settings.TenantHeaderSettings;
import dev.weir.gateway.settings.TenantSettings;
import dev.weir.gateway.settings.TenantsSettings;
import dev.weir.gateway.settings.Transport;
import dev.weir.gateway.settings.TrimSettings;
import dev.weir.gateway.settings.TurnAwaySettings;
import dev.weir.gateway.settings.UnreadBody;
import dev.weir.gateway.settings.UserSettings;
import dev.weir.gateway.settings.WeightSettings;
import dev.weir.gateway.settings.ZoneSettings;
import dev.weir.gateway.settings.ZooKeeperSettings;
import dev.weir.search.Operation;
import dev.weir.search.rewrite.RoundedRangeEnds;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a file says arrives, and what it does not say has its default. */
class ConfigurationTest {
  private static final Path FOLDER = Path.of("/etc/weir");

  @TempDir private Path folder = Path.of("");

  @Test
  void shouldHaveTheseDefaults() throws Exception {
    Configuration configuration = read("");

    assertThat(configuration).isEqualTo(Configuration.defaults());
    assertThat(configuration)
        .isEqualTo(
            new Configuration(
                List.of(
                    new ListenerSettings(
                        new Address("127.0.0.1", 9200),
                        null,
                        10_000,
                        new ByteSize(65_536),
                        null,
                        Duration.ofSeconds(10),
                        Duration.ofSeconds(30),
                        Duration.ofSeconds(75),
                        Duration.ofSeconds(2))),
                List.of(
                    new ClusterSettings(
                        "main",
                        List.of(URI.create("http://127.0.0.1:9201")),
                        DiscoverySettings.defaults(),
                        new SniffSettings(false, Duration.ofSeconds(5)),
                        false,
                        new ClientTlsSettings(null, null, null, true),
                        null,
                        new PoolSettings(
                            256,
                            1024,
                            Duration.ofSeconds(1),
                            Duration.ofSeconds(1),
                            Duration.ofSeconds(50)),
                        Duration.ofMinutes(5),
                        new CallerSettings(null, null, Duration.ofMillis(100)),
                        NodeDeadline.NONE,
                        new RetrySettings(
                            8,
                            new ByteSize(65_536),
                            20,
                            10,
                            Duration.ofMillis(20),
                            Duration.ofMillis(500),
                            true,
                            false),
                        new HedgeSettings(false, 95, Duration.ofMillis(20), 5),
                        true,
                        new HealthSettings(
                            "/",
                            Duration.ofSeconds(1),
                            Duration.ofSeconds(1),
                            2,
                            1,
                            5,
                            Duration.ofSeconds(5)),
                        new BalanceSettings(
                            BalancePolicy.LEAST_ACTIVE,
                            Comparison.AUTO,
                            new WeightSettings(true, 10, 200, Duration.ofSeconds(10)),
                            Duration.ofSeconds(10),
                            new HashSettings(HashSettings.By.PATH, null, 125),
                            "endpoint-load-metrics",
                            new ZoneSettings(null, 70, 1),
                            true,
                            List.of()))),
                List.of(),
                List.of(),
                0,
                Transport.AUTO,
                Duration.ofSeconds(30),
                new TenantsSettings(List.of(), List.of(), Admission.REFUSE, null, Priority.NORMAL),
                List.of(),
                new FleetSettings("weir", null, 0, Duration.ofMillis(100), Duration.ofMillis(200)),
                List.of(),
                List.of(),
                null,
                new AdminSettings(new Address("127.0.0.1", 9280), null),
                new RegistrySettings(
                    null, Duration.ofSeconds(15), Duration.ofMinutes(10), Duration.ofSeconds(30)),
                null,
                null));
    assertThat(configuration.gateway()).isEqualTo(GatewaySettings.defaults());
  }

  @Test
  void shouldTakeEveryKey() throws Exception {
    Configuration configuration = read(Files.readString(Path.of(EVERY_KEY)));

    assertThat(configuration).isEqualTo(everyKey());
    Set<String> seen = new HashSet<>();
    allDiffer(RecordShape.of(Configuration.class), configuration, seen);
    assertThat(seen).isEqualTo(keys(RecordShape.of(Configuration.class), new HashSet<>()));
  }

  @Test
  void shouldTakeDefaultsForWhatAMappingLeavesOut() throws Exception {
    Configuration configuration =
        read("access-log: {}\nlisteners: [{address: 'localhost:1'}]\nfilters: [{name: a}]");

    assertThat(configuration.accessLog()).isEqualTo(new AccessLogSettings(null, 8192));
    assertThat(configuration.listeners().getFirst().maxConnections()).isEqualTo(10_000);
    assertThat(configuration.filters()).containsExactly(new FilterSettings("a", Map.of()));
  }

  @Test
  void shouldTakeNullForWhatMayBeAbsent() throws Exception {
    Configuration configuration = read("access-log: null\nadmin: {token: ~}");

    assertThat(configuration).isEqualTo(Configuration.defaults());
  }

  @Test
  void shouldTakeAliasesAndJson() throws Exception {
    Configuration configuration =
        read(
            "{\"filters\": [{\"name\": \"a\", \"settings\": &all {\"b\": \"1\", \"c\": \"true\"}},"
                + " {\"name\": \"d\", \"settings\": *all}]}");

    assertThat(configuration.filters())
        .containsExactly(
            new FilterSettings("a", Map.of("b", "1", "c", "true")),
            new FilterSettings("d", Map.of("b", "1", "c", "true")));
  }

  @Test
  void shouldReadFilesBesideTheConfiguration() throws Exception {
    Files.writeString(folder.resolve("token"), "of the file\n");
    Path file =
        Files.writeString(
            folder.resolve("weir.yaml"), "admin: {token: 'file:token'}\naccess-log: {file: a/b}");

    Configuration configuration = ConfigurationFile.read(file).configuration();

    assertThat(configuration.admin().token()).isEqualTo(new Secret("of the file"));
    assertThat(configuration.accessLog())
        .isEqualTo(new AccessLogSettings(folder.toAbsolutePath().resolve("a/b"), 8192));
  }

  @Test
  void shouldPlaceMistakesThatTheGatewayFinds() throws Exception {
    ConfigurationFile file =
        ConfigurationFile.read(
            Path.of("weir.yaml"),
            "drain: 1s\nfilters:\n  - name: blue\n".getBytes(UTF_8),
            Surroundings.of(FOLDER));

    InvalidConfiguration invalid =
        file.explain(
            new InvalidSettings(
                List.of(
                    new Problem("filters[0].name", "blue", "a filter on the class path"),
                    new Problem("clusters[0].tls.key", Path.of("a.key"), "a key"))));

    assertThat(invalid)
        .hasMessage(
            """
            weir.yaml:1:1: clusters[0].tls.key: a.key (expected: a key)
                drain: 1s
                ^
            weir.yaml:3:11: filters[0].name: blue (expected: a filter on the class path)
                  - name: blue
                          ^
            weir.yaml: 2 mistakes\
            """);
  }

  @Test
  void shouldNeverPrintSecrets() throws Exception {
    Configuration configuration =
        read(
            "admin: {token: hush}\n"
                + "clusters: [{nodes: [\"http://a:1\"], credentials: {username: a, password:"
                + " hush}}, {name: b, nodes: [\"http://b:1\"], credentials: {api-key: hush}}]\n"
                + "tenants: {known: [{name: t, users: [{name: u, password: hush}], api-keys: [{id:"
                + " i, key: hush}]}], issuers: [{issuer: i, secret: hush hush hush hush hush hush"
                + " hush}]}");

    assertThat(configuration.toString()).doesNotContain("hush").contains("***");
  }

  @Test
  void shouldAskForATokenWhereOtherMachinesCome() {
    Address open = new Address("0.0.0.0", 9280);

    assertThat(new AdminSettings(open, new Secret("x")).address()).isEqualTo(open);
    assertThat(new AdminSettings(new Address("localhost", 1), null).token()).isNull();
    assertThat(new AdminSettings(new Address("::1", 1), null).token()).isNull();
    assertThatThrownBy(() -> new AdminSettings(open, null))
        .isInstanceOf(InvalidSettings.class)
        .hasMessageContaining("token");
    assertThatThrownBy(() -> new AdminSettings(new Address("weir.example", 1), null))
        .isInstanceOf(InvalidSettings.class);
  }

  @Test
  void shouldMoveTheGatewayToWhereTheAdminListenerIsByDefault() {
    Configuration moved =
        Configuration.defaults()
            .withAdmin(AdminSettings.defaults().withAddress(Address.loopback(1)));

    Configuration configuration =
        moved.withGateway(
            GatewaySettings.between(Address.loopback(9280), List.of(URI.create("http://a:1"))));

    assertThat(configuration.gateway().listeners().getFirst().address().port()).isEqualTo(9280);
  }

  private static final String EVERY_KEY = "src/test/resources/dev/weir/app/config/every-key.yaml";

  private static Configuration everyKey() {
    return new Configuration(
        List.of(
            new ListenerSettings(
                new Address("::1", 443),
                new ServerTlsSettings(
                    FOLDER.resolve("server.pem"),
                    Path.of("/run/server.key"),
                    FOLDER.resolve("clients.pem"),
                    ServerTlsSettings.ClientCertificate.OPTIONAL),
                17,
                ByteSize.ofKilobytes(8),
                new ByteSize(2L * 1024 * 1024 * 1024),
                Duration.ofMillis(500),
                Duration.ofHours(2),
                Duration.ofDays(1),
                Duration.ZERO)),
        List.of(
            new ClusterSettings(
                "bills",
                List.of(URI.create("https://es1:9200"), URI.create("http://[::1]:9201/")),
                DiscoverySettings.defaults(),
                new SniffSettings(true, Duration.ofMinutes(1)),
                true,
                new ClientTlsSettings(
                    FOLDER.resolve("certs/ca.pem"),
                    Path.of("/etc/weir.pem"),
                    FOLDER.resolve("weir.key"),
                    false),
                new CredentialsSettings("weir", new Secret("pass"), null, null),
                new PoolSettings(
                    1, 0, Duration.ofMillis(3), Duration.ofSeconds(4), Duration.ofSeconds(5)),
                Duration.ofSeconds(60),
                new CallerSettings("X-Left", "X-Until", Duration.ofMillis(101)),
                NodeDeadline.CANCEL_AFTER,
                new RetrySettings(
                    0,
                    new ByteSize(0),
                    21,
                    11,
                    Duration.ofMillis(21),
                    Duration.ofMillis(501),
                    false,
                    true),
                new HedgeSettings(true, 99, Duration.ofMillis(7), 12),
                false,
                new HealthSettings(
                    "/_cluster/health",
                    Duration.ofSeconds(6),
                    Duration.ofSeconds(7),
                    8,
                    9,
                    10,
                    Duration.ofSeconds(11),
                    new OutlierSettings(
                        Duration.ofMillis(12),
                        Duration.ofMillis(13),
                        14,
                        Duration.ofMillis(15),
                        16,
                        17,
                        18,
                        Duration.ofSeconds(19),
                        Duration.ofMillis(20))),
                new BalanceSettings(
                    BalancePolicy.PEAK_EWMA,
                    Comparison.ALL,
                    new WeightSettings(false, 3, 301, Duration.ofSeconds(12)),
                    Duration.ofSeconds(13),
                    new HashSettings(HashSettings.By.HEADER, "X-Tenant", 151),
                    "X-Load",
                    new ZoneSettings("a", 51, 14),
                    false,
                    List.of(new EndpointSettings(new Address("es1", 9200), 201, "b")))),
            ClusterSettings.builder("keyed", List.of(URI.create("http://es3:9200")))
                .credentials(
                    new CredentialsSettings(null, null, new Secret("of the environment"), null))
                .build(),
            ClusterSettings.builder("borne", List.of(URI.create("http://es4:9200")))
                .credentials(
                    new CredentialsSettings(null, null, null, new Secret("env without colon")))
                .build(),
            learned(
                "by-dns",
                new DiscoverySettings(
                    new DnsSettings(
                        "search.internal",
                        9300,
                        DnsSettings.Lookup.SRV,
                        true,
                        Duration.ofSeconds(3),
                        Duration.ofSeconds(4),
                        "10.0.0.53:53"),
                    null,
                    null,
                    null,
                    null,
                    null,
                    DiscoverySettings.Missing.PROBE,
                    5,
                    Duration.ofSeconds(6),
                    70,
                    Duration.ofSeconds(8),
                    true,
                    FOLDER.resolve("lists"),
                    Duration.ofSeconds(9))),
            learned(
                "by-zookeeper",
                DiscoverySettings.defaults()
                    .withZookeeper(
                        new ZooKeeperSettings(
                            List.of(new Address("10.0.0.1", 2181)),
                            "/bills",
                            Duration.ofSeconds(1),
                            Duration.ofSeconds(2),
                            Duration.ofSeconds(3)))),
            learned(
                "by-etcd",
                DiscoverySettings.defaults()
                    .withEtcd(
                        new EtcdSettings(
                            List.of(URI.create("https://etcd:2379")),
                            "/bills/",
                            "weir",
                            new Secret("pass"),
                            FOLDER.resolve("etcd.pem"),
                            Duration.ofSeconds(1),
                            Duration.ofSeconds(2)))),
            learned(
                "by-nacos",
                DiscoverySettings.defaults()
                    .withNacos(
                        new NacosSettings(
                            List.of(new Address("10.0.0.2", 8848)),
                            "bills",
                            "GROUP",
                            "production",
                            true,
                            "weir",
                            new Secret("pass"),
                            Duration.ofSeconds(1)))),
            learned(
                "by-kubernetes",
                DiscoverySettings.defaults()
                    .withKubernetes(
                        new KubernetesSettings(
                            "bills",
                            "search",
                            "http",
                            true,
                            "bills.internal",
                            URI.create("https://api:6443"),
                            FOLDER.resolve("account"),
                            Duration.ofSeconds(1),
                            Duration.ofSeconds(2)))),
            learned(
                "by-registry",
                DiscoverySettings.defaults()
                    .withRegistry(new OwnRegistrySettings("bills", Duration.ofSeconds(2))))),
        List.of(
            new RouteSettings(
                "all",
                "/%20",
                "keyed",
                Duration.ofSeconds(3),
                "borne",
                new BreakerSettings(
                    Duration.ofMillis(21),
                    22,
                    23,
                    24,
                    Duration.ofSeconds(25),
                    Duration.ofSeconds(26),
                    Duration.ofSeconds(27),
                    URI.create("http://es5:8080")),
                new AllOutSettings(AllOutSettings.Choice.ANSWER, 299, "{}"),
                new TrimSettings(List.of("took", "hits.hits"), List.of("**.secret")),
                List.of("id", "price.*"))),
        List.of(
            new FilterSettings(
                "answer-header",
                Map.of("value", "blue", "number", "007", "a b", "", "on", "true"))),
        3,
        Transport.IO_URING,
        Duration.ofSeconds(90),
        tenants(),
        limits(),
        new FleetSettings(
            "shop",
            new RedisSettings(
                new Address("10.0.0.6", 6380),
                null,
                new Secret("word"),
                false,
                null,
                Duration.ofMillis(90)),
            43,
            Duration.ofMillis(44),
            Duration.ofMillis(45)),
        lanes(),
        switches(),
        queries(),
        new AdminSettings(new Address("0.0.0.0", 1), new Secret("token")),
        new RegistrySettings(
            new RedisSettings(
                new Address("10.0.0.5", 6379),
                "weir",
                new Secret("pass"),
                true,
                Path.of("/etc/weir/redis-ca.pem"),
                Duration.ofSeconds(2)),
            Duration.ofSeconds(1),
            Duration.ofSeconds(2),
            Duration.ofSeconds(3)),
        new AccessLogSettings(Path.of("/var/log/weir/access.log"), 5),
        Path.of("/var/lib/weir"));
  }

  private static List<LimitSettings> limits() {
    LimitSettings usual = LimitSettings.defaults();
    return List.of(
        new LimitSettings(
            "per-user",
            LimitKey.HEADER,
            "X-User",
            LimitUnit.REQUESTS,
            31,
            Duration.ofSeconds(32),
            0,
            LimitAlgorithm.LEAKY_BUCKET,
            false,
            Duration.ofMillis(33),
            "heavy",
            List.of("unknown"),
            List.of("unknown"),
            List.of(Operation.SEARCH, Operation.BY_QUERY),
            List.of("logs-*", "bills"),
            34,
            Mode.OBSERVE),
        new LimitSettings(
            "bursts",
            LimitKey.SHAPE,
            null,
            LimitUnit.COST,
            35,
            usual.within(),
            36,
            usual.algorithm(),
            true,
            usual.maxWait(),
            null,
            List.of(),
            List.of(),
            List.of(),
            List.of(),
            usual.maxKeys(),
            usual.mode()));
  }

  private static List<LaneSettings> lanes() {
    return List.of(
        new LaneSettings(
            "heavy",
            "bills",
            List.of("unknown"),
            List.of("all"),
            List.of(Operation.BULK),
            List.of("heavy-*"),
            new ByteSize(37 * 1024),
            48,
            true,
            new LaneEndpointsSettings(
                List.of("ingest"),
                List.of("10.0.0.4:9200"),
                true,
                LaneEndpointsSettings.WhenNoneIsUp.REFUSE,
                LaneEndpointsSettings.Copies.OWN),
            43,
            38,
            39,
            40,
            41,
            Duration.ofMillis(42),
            Mode.OBSERVE));
  }

  private static List<SwitchSettings> switches() {
    return List.of(
        new SwitchSettings(
            "all-of-it",
            new TurnAwaySettings(
                List.of("bills"),
                List.of("heavy"),
                List.of("all"),
                List.of("unknown"),
                List.of("unknown"),
                Priority.NORMAL,
                List.of(Operation.Kind.WRITE, Operation.Kind.ADMIN),
                List.of(Operation.BULK),
                List.of("logs-*")),
            new MemorySettings(
                ByteSize.ofMegabytes(49),
                Duration.ofMinutes(50),
                ByteSize.ofKilobytes(51),
                ByteSize.ofKilobytes(52),
                List.of("X-Forwarded-For")),
            List.of(new LowerSettings("bursts", null, 44), new LowerSettings(null, "heavy", 50)),
            true,
            List.of(
                new SignalSettings(
                    SignalMeasure.P99_MILLIS,
                    null,
                    "heavy",
                    700,
                    Duration.ofSeconds(45),
                    46,
                    Duration.ofSeconds(47)),
                new SignalSettings(
                    SignalMeasure.HEAP_PERCENT,
                    "bills",
                    null,
                    48,
                    Duration.ofSeconds(10),
                    0,
                    Duration.ofSeconds(30))),
            Mode.OBSERVE));
  }

  private static QueriesSettings queries() {
    return new QueriesSettings(
        RuleMode.WARN,
        ByteSize.ofKilobytes(49),
        UnreadBody.PASS,
        List.of(
            new QueryRuleSettings(
                "deep-page",
                RuleMode.ENFORCE,
                50,
                UnreadBody.REFUSE,
                List.of("bills"),
                List.of("unknown"),
                List.of("all"),
                List.of(Operation.SEARCH, Operation.BY_QUERY),
                List.of("logs-*"),
                List.of("9f2c41d07b3e8a56")),
            QueryRuleSettings.of("exact-total", RuleMode.OFF)),
        new ShapesSettings(51, ShapeSample.WHOLE),
        new SlowLogSettings(Duration.ofMillis(52), Path.of("/var/log/weir/slow.log"), 53),
        new FactSettings(false, Duration.ofSeconds(51), 52, 53),
        new RewriteSettings(
            false, List.of("sorted-terms"), 51, RoundedRangeEnds.Unit.HOUR, 52, 53));
  }

  private static TenantsSettings tenants() {
    return new TenantsSettings(
        List.of(
            new TenantSettings(
                "bills",
                Priority.CRITICAL,
                List.of(
                    new UserSettings("plain", new Secret("pass"), null),
                    new UserSettings(
                        "hashed",
                        null,
                        new Secret(
                            "$pbkdf2-sha256$i=1000$c2FsdHNhbHRzYWx0"
                                + "$zUg+Vgy0wZdT1EGsFT+l+eXC0DQ+KJ+E9Zrm+X603/M"))),
                List.of(new ApiKeySettings("id", new Secret("of the environment"))),
                List.of("team"),
                List.of(
                    new TenantCertificateSettings("CN=bills, O=Shop", null),
                    new TenantCertificateSettings(null, "bills.internal")),
                List.of(new TenantHeaderSettings("X-Tenant", "bills")),
                List.of("10.0.0.0/8", "::1"),
                Duration.ofSeconds(9),
                new TrimSettings(List.of(), List.of("_shards")))),
        List.of(
            new IssuerSettings(
                "one",
                "search",
                new Secret("a secret of thirty-two bytes or more"),
                null,
                null,
                "groups",
                "email",
                Duration.ZERO),
            issuer("two", FOLDER.resolve("issuer.pem"), null),
            issuer("three", null, Path.of("/keys.json"))),
        Admission.PASS,
        Admission.REFUSE,
        Priority.LOW,
        Duration.ofSeconds(11));
  }

  private static IssuerSettings issuer(String name, @Nullable Path key, @Nullable Path keySet) {
    return new IssuerSettings(
        name, null, null, key, keySet, "tenant", "sub", Duration.ofSeconds(30));
  }

  private static ClusterSettings learned(String name, DiscoverySettings discovery) {
    return ClusterSettings.builder(name, List.of()).discovery(discovery).build();
  }

  /** Checks that no component has its default, and notes every key that was there. */
  private static void allDiffer(RecordShape shape, Object value, Set<String> seen) {
    for (RecordShape.Key key : shape.keys()) {
      Object actual = key.valueOf(value);
      if (actual == null || actual.equals(key.absent())) {
        continue;
      }
      seen.add(shape.type().getSimpleName() + "." + key.name());
      switch (key.type()) {
        case ValueType.OfRecord(RecordShape inner) -> allDiffer(inner, actual, seen);
        case ValueType.OfList(ValueType.OfRecord(RecordShape inner)) ->
            ((List<?>) actual).forEach(item -> allDiffer(inner, item, seen));
        default -> {}
      }
    }
  }

  private static Set<String> keys(RecordShape shape, Set<String> keys) {
    for (RecordShape.Key key : shape.keys()) {
      keys.add(shape.type().getSimpleName() + "." + key.name());
      switch (key.type()) {
        case ValueType.OfRecord(RecordShape inner) -> keys(inner, keys);
        case ValueType.OfList(ValueType.OfRecord(RecordShape inner)) -> keys(inner, keys);
        default -> {}
      }
    }
    return keys;
  }

  private static Configuration read(String yaml) throws InvalidConfiguration {
    return ConfigurationFile.read(
            Path.of("weir.yaml"),
            yaml.getBytes(UTF_8),
            new Surroundings(FOLDER, Map.of("KEY", "of the environment")::get))
        .configuration();
  }
}
