package dev.weir.app.admin;

import com.fasterxml.jackson.core.JsonGenerator;
import com.sun.net.httpserver.HttpExchange;
import dev.weir.gateway.discovery.EndpointChange;
import dev.weir.gateway.status.BalanceStatus;
import dev.weir.gateway.status.BreakerStatus;
import dev.weir.gateway.status.ClusterStatus;
import dev.weir.gateway.status.EndpointStatus;
import dev.weir.gateway.status.GatewayStatus;
import dev.weir.gateway.status.HealthStatus;
import dev.weir.gateway.status.MembershipStatus;
import dev.weir.gateway.status.RepeatStatus;
import dev.weir.gateway.status.RewriteStatus;
import dev.weir.gateway.status.StateChange;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What the admin listener answers, page by page. */
final class AdminPages {
  private static final String TEXT = "text/plain; version=0.0.4; charset=utf-8";
  private static final String OPEN_METRICS =
      "application/openmetrics-text; version=1.0.0; charset=utf-8";

  /** A page: its path, how it is asked for, what it says. */
  private enum Page {
    INDEX("/", "GET", "this list"),
    READY("/-/ready", "GET", "200 if requests can be served, otherwise 503 and why not"),
    LIVE("/-/live", "GET", "200 as long as the process answers"),
    CONFIG("/-/config", "GET", "the configuration in force; secrets are hidden"),
    CLUSTERS("/-/clusters", "GET", "clusters, their nodes, and what is in flight"),
    ENDPOINTS("/-/clusters/NAME/endpoints", "POST", "changes a cluster's endpoints by hand"),
    HOLD("/-/clusters/NAME/hold", "POST", "takes ?endpoint=HOST:PORT out for=30s, or drain=true"),
    READMIT("/-/clusters/NAME/readmit", "POST", "takes ?endpoint=HOST:PORT back"),
    STANDBY("/-/clusters/NAME/standby", "POST", "has reads ?prefer=standby or primary for=10m"),
    LIMITS("/-/limits", "GET", "limits: their use, and who is turned away"),
    DEMAND("/-/demand", "GET", "what tenants and addresses ask for, and how much at once at most"),
    LIMIT("/-/limits/NAME", "POST", "sets a limit to ?rate=500/s for=10m"),
    LIMIT_BACK("/-/limits/NAME", "DELETE", "takes back what was set of a limit by hand"),
    LANES("/-/lanes", "GET", "lanes: what is under way and waits, and who is turned away"),
    LANE("/-/lanes/NAME", "POST", "lets ?bound=20 be under way in a lane for=10m"),
    LANE_BACK("/-/lanes/NAME", "DELETE", "takes back what was set of a lane by hand"),
    SWITCHES("/-/switches", "GET", "switches: on or off, why, until when, and who is turned away"),
    SWITCH("/-/switches/NAME", "POST", "turns a switch ?turn=on or off for=10m"),
    SWITCH_BACK("/-/switches/NAME", "DELETE", "leaves a switch to its signals again"),
    SHAPES("/-/shapes", "GET", "shapes of searches ?sort=share by what they cost, limit=20"),
    SHAPE("/-/shapes/NAME", "GET", "one shape: what it looks like, costs, and which rules find"),
    SHAPE_BLOCK("/-/shapes/NAME/block", "POST", "turns searches of a shape away for=10m"),
    SHAPE_LIMIT("/-/shapes/NAME/limit", "POST", "limits searches of a shape to ?rate=5/s for=1h"),
    SHAPE_FREE("/-/shapes/NAME", "DELETE", "neither blocks nor limits a shape any more"),
    RULES(
        "/-/rules", "GET", "rules for queries: what they found, and what they would have refused"),
    RULE("/-/rules/NAME", "POST", "sets a rule to ?mode=enforce for=10m"),
    RULE_BACK("/-/rules/NAME", "DELETE", "takes back what was set of a rule by hand"),
    REWRITES(
        "/-/rewrites", "GET", "rewrites of queries: what they did, and what they are kept from"),
    SERVICES("/-/registry", "GET", "services that have registered here"),
    MEMBERS("/-/registry/NAME", "GET", "who has registered as that service"),
    REGISTER("/-/registry/NAME", "POST", "registers a member, or what has changed of it"),
    HEARTBEAT("/-/registry/NAME/heartbeat", "POST", "a member is still there"),
    LEAVE("/-/registry/NAME/leave", "POST", "a member leaves: it is drained, then forgotten"),
    RELOAD("/-/reload", "POST", "reads the configuration file again"),
    METRICS("/metrics", "GET", "metrics for Prometheus");

    private final String path;
    private final Pattern pattern;
    private final String method;
    private final String says;

    Page(String path, String method, String says) {
      this.path = path;
      this.pattern = Pattern.compile(path.replace("NAME", "([^/]+)"));
      this.method = method;
      this.says = says;
    }

    boolean takes(String asked) {
      return asked.equals(method) || (method.equals("GET") && asked.equals("HEAD"));
    }
  }

  /** More than anyone has to say by hand. */
  private static final int MOST_BYTES = 1024 * 1024;

  private final Administered administered;
  private final RegistryPages registry;
  private final RehearsalPages rehearsals;
  private final ByHandPages byHand;
  private final ShapePages shapes;

  AdminPages(Administered administered) {
    this.administered = administered;
    this.registry = new RegistryPages(administered.registry());
    this.rehearsals = new RehearsalPages(administered.rehearsals());
    this.byHand = new ByHandPages(administered.byHand());
    this.shapes = new ShapePages(administered.shapes());
  }

  Answer answer(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().getPath();
    String method = exchange.getRequestMethod();
    List<String> allowed = new ArrayList<>();
    for (Page page : Page.values()) {
      Matcher matcher = page.pattern.matcher(path);
      if (matcher.matches()) {
        if (page.takes(method)) {
          return show(page, matcher.groupCount() > 0 ? matcher.group(1) : "", exchange);
        }
        allowed.add(page.method.equals("GET") ? "GET, HEAD" : page.method);
      }
    }
    if (allowed.isEmpty()) {
      return Answer.error(404, "not_found", path + " (GET / lists what there is)");
    }
    String methods = String.join(", ", allowed);
    return Answer.error(
            405,
            "method_not_allowed",
            method + " " + path + " (expected: " + methods.replace(", HEAD", "") + ")")
        .with("Allow", methods);
  }

  private static Answer rewrites(List<RewriteStatus> rewrites) throws IOException {
    return Answer.json(
        200,
        json -> {
          json.writeArrayFieldStart("rewrites");
          for (RewriteStatus each : rewrites) {
            json.writeStartObject();
            RecordJson.writeFields(json, each);
            json.writeEndObject();
          }
          json.writeEndArray();
        });
  }

  private Answer show(Page page, String name, HttpExchange exchange) throws IOException {
    return switch (page) {
      case INDEX -> index();
      case READY -> ready(administered.status());
      case LIVE -> Answer.json(200, json -> json.writeBooleanField("live", true));
      case CONFIG ->
          Answer.json(200, json -> RecordJson.writeFields(json, administered.configuration()));
      case CLUSTERS -> clusters(administered.status());
      case ENDPOINTS -> change(name, body(exchange));
      case HOLD -> rehearsals.hold(name, query(exchange));
      case READMIT -> rehearsals.readmit(name, query(exchange));
      case STANDBY -> rehearsals.standby(name, query(exchange));
      case LIMITS -> AdmissionPages.limits(administered.status().admission());
      case DEMAND -> AdmissionPages.demand(administered.status().admission());
      case LIMIT -> byHand.limit(name, query(exchange));
      case LIMIT_BACK -> byHand.limitBack(name, query(exchange));
      case LANES -> AdmissionPages.lanes(administered.status().admission());
      case LANE -> byHand.lane(name, query(exchange));
      case LANE_BACK -> byHand.laneBack(name, query(exchange));
      case SWITCHES -> SwitchPage.of(administered.status().admission());
      case SWITCH -> byHand.turn(name, query(exchange));
      case SWITCH_BACK -> byHand.letGo(name, query(exchange));
      case SHAPES -> shapes.all(query(exchange));
      case SHAPE -> shapes.one(name, query(exchange));
      case SHAPE_BLOCK -> shapes.block(name, query(exchange));
      case SHAPE_LIMIT -> shapes.limit(name, query(exchange));
      case SHAPE_FREE -> shapes.free(name, query(exchange));
      case RULES ->
          RulesPage.of(administered.status().queries(), administered.configuration().queries());
      case RULE -> byHand.rule(name, query(exchange));
      case RULE_BACK -> byHand.ruleBack(name, query(exchange));
      case REWRITES -> rewrites(administered.status().queries().rewrites());
      case SERVICES -> registry.services();
      case MEMBERS -> registry.members(name);
      case REGISTER -> registry.take(name, RegistryPages.Wish.REGISTER, body(exchange));
      case HEARTBEAT -> registry.take(name, RegistryPages.Wish.BEAT, body(exchange));
      case LEAVE -> registry.take(name, RegistryPages.Wish.LEAVE, body(exchange));
      case RELOAD -> reload(administered.reload());
      case METRICS -> metrics(exchange.getRequestHeaders().getFirst("Accept"));
    };
  }

  private static @Nullable String query(HttpExchange exchange) {
    return exchange.getRequestURI().getRawQuery();
  }

  /** What was posted; cut above the bound, which makes it no JSON. */
  private static byte[] body(HttpExchange exchange) throws IOException {
    return exchange.getRequestBody().readNBytes(MOST_BYTES);
  }

  private Answer change(String cluster, byte[] body) {
    try {
      List<EndpointChange> changes = ChangeRequest.read(body);
      if (!administered.change(cluster, changes)) {
        return Answer.error(404, "unknown_cluster", cluster + " (GET /-/clusters lists them)");
      }
      return clusters(administered.status());
    } catch (IllegalArgumentException e) {
      return Answer.error(
          400, "invalid_change", "nothing has changed: " + String.valueOf(e.getMessage()));
    }
  }

  private static Answer index() {
    return Answer.json(
        200,
        json -> {
          for (Page page : Page.values()) {
            json.writeStringField(page.method + " " + page.path, page.says);
          }
        });
  }

  private static Answer ready(GatewayStatus status) {
    List<String> reasons = new ArrayList<>();
    if (status.draining()) {
      reasons.add("draining: " + status.exchanges() + " exchanges left");
    }
    for (ClusterStatus cluster : status.clusters()) {
      if (cluster.endpoints().stream().noneMatch(e -> e.state() == EndpointStatus.State.UP)) {
        reasons.add("cluster " + cluster.name() + ": no endpoint is up");
      }
    }
    return Answer.json(
        reasons.isEmpty() ? 200 : 503,
        json -> {
          json.writeBooleanField("ready", reasons.isEmpty());
          writeTexts(json, "reasons", reasons);
        });
  }

  private static Answer clusters(GatewayStatus status) {
    return Answer.json(
        200,
        json -> {
          json.writeStringField("transport", status.transport());
          json.writeBooleanField("draining", status.draining());
          json.writeNumberField("connections", status.connections());
          json.writeNumberField("exchanges", status.exchanges());
          json.writeNumberField("rejected_connections", status.rejectedConnections());
          json.writeNumberField("filter_failures", status.filterFailures());
          json.writeNumberField("direct_memory_bytes", status.directMemory());
          json.writeArrayFieldStart("clusters");
          for (ClusterStatus cluster : status.clusters()) {
            json.writeStartObject();
            json.writeStringField("name", cluster.name());
            writeMembership(json, cluster.membership());
            json.writeArrayFieldStart("endpoints");
            for (EndpointStatus endpoint : cluster.endpoints()) {
              writeEndpoint(json, endpoint);
            }
            json.writeEndArray();
            writeRepeats(json, cluster.repeats());
            writeChanges(json, cluster.changes());
            json.writeEndObject();
          }
          json.writeEndArray();
          writeBreakers(json, status.breakers());
        });
  }

  private static void writeBreakers(JsonGenerator json, List<BreakerStatus> breakers)
      throws IOException {
    json.writeArrayFieldStart("breakers");
    for (BreakerStatus breaker : breakers) {
      json.writeStartObject();
      json.writeStringField("route", breaker.route());
      json.writeStringField("cluster", breaker.cluster());
      json.writeStringField("state", breaker.state());
      json.writeNumberField("share_percent", breaker.share());
      json.writeStringField("cause", breaker.cause());
      if (breaker.standby() != null) {
        json.writeStringField("standby", breaker.standby());
        json.writeStringField("preference", breaker.preference());
      }
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private static void writeRepeats(JsonGenerator json, RepeatStatus repeats) throws IOException {
    json.writeObjectFieldStart("repeats");
    json.writeNumberField("retries", repeats.retries());
    json.writeNumberField("partial_answers", repeats.partialAnswers());
    json.writeNumberField("hedges", repeats.hedges());
    json.writeNumberField("hedges_won", repeats.hedgesWon());
    json.writeNumberField("over_budget", repeats.overBudget());
    json.writeEndObject();
  }

  private static void writeMembership(JsonGenerator json, MembershipStatus membership)
      throws IOException {
    json.writeObjectFieldStart("membership");
    json.writeStringField("source", membership.source());
    json.writeBooleanField("heard", membership.heard());
    json.writeNumberField("age_seconds", Math.round(membership.ageSeconds() * 1000) / 1000.0);
    json.writeNumberField("changes", membership.changes());
    json.writeNumberField("failures", membership.failures());
    if (membership.problem() != null) {
      json.writeStringField("problem", membership.problem());
    }
    json.writeBooleanField("doubted", membership.doubted());
    json.writeNumberField("by_hand", membership.byHand());
    json.writeEndObject();
  }

  private static void writeEndpoint(JsonGenerator json, EndpointStatus endpoint)
      throws IOException {
    json.writeStartObject();
    json.writeStringField("name", endpoint.name());
    json.writeStringField("state", endpoint.state().name().toLowerCase(Locale.ROOT));
    if (endpoint.cause() != null) {
      json.writeStringField("cause", endpoint.cause());
    }
    json.writeNumberField("weight", endpoint.weight());
    if (endpoint.zone() != null) {
      json.writeStringField("zone", endpoint.zone());
    }
    if (!endpoint.roles().isEmpty()) {
      writeTexts(json, "roles", endpoint.roles().stream().sorted().toList());
    }
    json.writeNumberField("active", endpoint.active());
    json.writeNumberField("connections", endpoint.connections());
    json.writeNumberField("waiting", endpoint.waiting());
    json.writeNumberField("requests", endpoint.requests());
    json.writeNumberField("failures", endpoint.failures());
    HealthStatus health = endpoint.health();
    json.writeNumberField("share_percent", health.share());
    if (health.outNanos() > 0) {
      json.writeNumberField("out_ms", health.outNanos() / 1_000_000);
    }
    if (health.checkNanos() >= 0) {
      json.writeNumberField("check_ms", health.checkNanos() / 1e6);
    }
    writeBalance(json, endpoint.balance());
    json.writeEndObject();
  }

  static void writeChanges(JsonGenerator json, List<StateChange> changes) throws IOException {
    json.writeArrayFieldStart("changes");
    for (StateChange change : changes) {
      json.writeStartObject();
      json.writeStringField("at", change.at().toString());
      json.writeStringField("subject", change.subject());
      json.writeStringField("change", change.kind().name().toLowerCase(Locale.ROOT));
      json.writeStringField("cause", change.cause());
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private static void writeBalance(JsonGenerator json, BalanceStatus balance) throws IOException {
    json.writeNumberField("effective_weight", thousandths(balance.weight()));
    json.writeNumberField("weight_by_results", thousandths(balance.results()));
    json.writeNumberField("slow_start", thousandths(balance.slowStart()));
    json.writeNumberField("latency_ms", thousandths(balance.latencySeconds() * 1000));
    if (balance.load() >= 0) {
      json.writeNumberField("load", thousandths(balance.load()));
    }
  }

  /** Rounded, for people. */
  private static double thousandths(double value) {
    return Math.round(value * 1000) / 1000.0;
  }

  private static Answer reload(Reload reload) {
    return switch (reload) {
      case Reload.Done done ->
          Answer.json(
              200,
              json -> {
                json.writeBooleanField("reloaded", true);
                json.writeBooleanField("changed", done.changed());
                writeTexts(json, "notes", done.notes());
              });
      case Reload.Refused refused ->
          Answer.error(
              400,
              "invalid_configuration",
              "nothing has changed: " + refused.mistakes().size() + " mistakes",
              json -> writeTexts(json, "mistakes", refused.mistakes()));
    };
  }

  private Answer metrics(@Nullable String accept) throws IOException {
    boolean open = Objects.requireNonNullElse(accept, "").contains("application/openmetrics-text");
    String mediaType = open ? OPEN_METRICS : TEXT;
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(16 * 1024);
    administered.scrape(bytes, mediaType);
    return new Answer(200, mediaType, List.of(), bytes.toString(StandardCharsets.UTF_8));
  }

  private static void writeTexts(JsonGenerator json, String name, List<String> texts)
      throws IOException {
    json.writeArrayFieldStart(name);
    for (String text : texts) {
      json.writeString(text);
    }
    json.writeEndArray();
  }
}
