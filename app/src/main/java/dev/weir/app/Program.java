package dev.weir.app;

import dev.weir.app.accesslog.AccessLog;
import dev.weir.app.accesslog.SlowLog;
import dev.weir.app.admin.AdminServer;
import dev.weir.app.admin.Administered;
import dev.weir.app.admin.ByHand;
import dev.weir.app.admin.Rehearsals;
import dev.weir.app.admin.Reload;
import dev.weir.app.config.Configuration;
import dev.weir.app.metrics.Metrics;
import dev.weir.app.shapes.ShapeDesk;
import dev.weir.discovery.redis.RedisBudgets;
import dev.weir.discovery.registry.Registry;
import dev.weir.discovery.source.Sources;
import dev.weir.flow.standby.Standby;
import dev.weir.gateway.Gateway;
import dev.weir.gateway.admission.Steering;
import dev.weir.gateway.discovery.DiscoveryFactory;
import dev.weir.gateway.discovery.EndpointChange;
import dev.weir.gateway.settings.GatewaySettings;
import dev.weir.gateway.settings.InvalidSettings;
import dev.weir.gateway.settings.QueriesSettings;
import dev.weir.gateway.settings.RuleMode;
import dev.weir.gateway.settings.ShapesSettings;
import dev.weir.gateway.settings.SlowLogSettings;
import dev.weir.gateway.shape.Shapes;
import dev.weir.gateway.status.GatewayStatus;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The program at work: a gateway, what observes it, and what it is asked and steered by. Methods
 * may be called from any thread and block.
 */
final class Program implements Administered, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Program.class);
  private static final String VERSION = Version.current();

  private final ConfigurationSource source;
  private final Metrics metrics;
  private final AccessLog accessLog;
  private final SlowLog slowLog;
  private final Registry registry;
  private final ShapeDesk shapes;
  private final Gateway gateway;
  private volatile Configuration configuration;

  private Program(
      ConfigurationSource source,
      Configuration configuration,
      Metrics metrics,
      AccessLog accessLog,
      SlowLog slowLog,
      Registry registry,
      ShapeDesk shapes,
      Gateway gateway) {
    this.source = source;
    this.configuration = configuration;
    this.metrics = metrics;
    this.accessLog = accessLog;
    this.slowLog = slowLog;
    this.registry = registry;
    this.shapes = shapes;
    this.gateway = gateway;
  }

  /**
   * Starts listening for clients. The admin listener is {@linkplain #startAdmin a step of its own}.
   *
   * @param configuration what the source gave last
   * @throws IOException if an address cannot be bound, or a file not be opened
   * @throws InvalidSettings if the gateway refuses its settings
   */
  static Program start(ConfigurationSource source, Configuration configuration) throws IOException {
    Metrics metrics = new Metrics();
    AccessLog accessLog = new AccessLog(InstantSource.system(), System::nanoTime);
    SlowLog slowLog = new SlowLog(InstantSource.system(), System::nanoTime);
    Registry registry = Registry.open(configuration.registry());
    try {
      accessLog.apply(configuration.accessLog());
      slowLog.apply(slowLog(configuration));
      // Before anyone connects, so that what is blocked stays so.
      Shapes shapes = new Shapes();
      ShapeDesk desk = ShapeDesk.open(shapes, configuration.state());
      List<DiscoveryFactory> sources = new ArrayList<>(Sources.all());
      sources.add(registry::discover);
      Gateway gateway =
          Gateway.start(
              configuration.gateway(),
              new Observers(new Observers(metrics.observer(), accessLog), slowLog),
              sources,
              RedisBudgets::open,
              shapes);
      return new Program(
          source, configuration, metrics, accessLog, slowLog, registry, desk, gateway);
    } catch (IOException | RuntimeException e) {
      registry.close();
      accessLog.close();
      slowLog.close();
      metrics.close();
      throw e;
    }
  }

  private static @Nullable SlowLogSettings slowLog(Configuration configuration) {
    QueriesSettings queries = configuration.queries();
    return queries == null ? null : queries.slowLog();
  }

  /**
   * Starts the admin listener.
   *
   * @throws IOException if its address cannot be bound
   */
  AdminServer startAdmin() throws IOException {
    return AdminServer.start(configuration.admin(), this);
  }

  List<InetSocketAddress> addresses() {
    return gateway.addresses();
  }

  @Override
  public GatewayStatus status() {
    return gateway.status();
  }

  @Override
  public Rehearsals rehearsals() {
    return new Rehearsals() {
      @Override
      public boolean hold(String cluster, String endpoint, boolean draining, Duration time) {
        return gateway.hold(cluster, endpoint, draining, time);
      }

      @Override
      public boolean readmit(String cluster, String endpoint) {
        return gateway.readmit(cluster, endpoint);
      }

      @Override
      public boolean prefer(String cluster, Standby.Preference wanted, Duration time) {
        return gateway.prefer(cluster, wanted, time);
      }
    };
  }

  @Override
  public ShapeDesk shapes() {
    return shapes;
  }

  @Override
  public ByHand byHand() {
    Steering steering = gateway.steering();
    return new ByHand() {
      @Override
      public boolean setLimit(
          String name, int requests, Duration within, Duration time, String why) {
        return steering.setLimit(name, requests, within, time, why);
      }

      @Override
      public boolean setLane(String name, int bound, Duration time, String why) {
        return steering.setLane(name, bound, time, why);
      }

      @Override
      public boolean turn(String name, boolean on, Duration time, String why) {
        return steering.turn(name, on, time, why);
      }

      @Override
      public boolean limitBack(String name) {
        return steering.limitBack(name);
      }

      @Override
      public boolean laneBack(String name) {
        return steering.laneBack(name);
      }

      @Override
      public boolean letGo(String name) {
        return steering.letGo(name);
      }

      @Override
      public boolean setRule(String name, RuleMode mode, Duration time, String why) {
        return gateway.queries().setMode(name, mode, time, why);
      }

      @Override
      public boolean ruleBack(String name) {
        return gateway.queries().modeBack(name);
      }
    };
  }

  @Override
  public Configuration configuration() {
    return configuration;
  }

  @Override
  public boolean change(String cluster, List<EndpointChange> changes) {
    return gateway.change(cluster, changes);
  }

  @Override
  public Registry registry() {
    return registry;
  }

  @Override
  public synchronized Reload reload() {
    Reload result;
    try {
      result = apply(source.read());
    } catch (ConfigurationSource.Mistaken e) {
      LOG.warn("configuration refused, nothing has changed\n{}", e.getMessage());
      result = new Reload.Refused(e.mistakes());
    } catch (IOException e) {
      LOG.warn("configuration refused, nothing has changed error={}", e.getMessage());
      result = new Reload.Refused(List.of(String.valueOf(e.getMessage())));
    }
    metrics.reloaded(result instanceof Reload.Done);
    return result;
  }

  /** Puts a configuration in force that did not come from the source. */
  synchronized void change(Configuration wanted) throws IOException {
    gateway.reload(wanted.gateway());
    configuration = wanted;
  }

  private Reload apply(Configuration wanted) throws IOException, ConfigurationSource.Mistaken {
    Configuration before = configuration;
    Configuration live = asFarAsLive(before, wanted);
    applyLogs(live, before);
    try {
      gateway.reload(live.gateway());
    } catch (IOException e) {
      applyLogs(before, before);
      throw e;
    } catch (InvalidSettings e) {
      applyLogs(before, before);
      throw source.explain(e);
    }
    configuration = live;
    boolean changed = !live.equals(before);
    List<String> notes = notLive(before, wanted);
    LOG.info("configuration reloaded changed={}", changed);
    notes.forEach(note -> LOG.warn("{}", note));
    return new Reload.Done(changed, notes);
  }

  private void applyLogs(Configuration wanted, Configuration before) throws IOException {
    accessLog.apply(wanted.accessLog());
    try {
      slowLog.apply(slowLog(wanted));
    } catch (IOException e) {
      accessLog.apply(before.accessLog());
      throw e;
    }
  }

  /** What is wanted, with what takes a restart left as it is. */
  private static Configuration asFarAsLive(Configuration before, Configuration wanted) {
    GatewaySettings gateway =
        wanted
            .gateway()
            .withEventLoops(before.eventLoops())
            .withTransport(before.transport())
            .withQueries(asFarAsLive(before.queries(), wanted.queries()));
    return wanted
        .withAdmin(wanted.admin().withAddress(before.admin().address()))
        .withRegistry(before.registry())
        .withState(before.state())
        .withGateway(gateway);
  }

  /** Event loops make their tables of shapes once. */
  private static @Nullable QueriesSettings asFarAsLive(
      @Nullable QueriesSettings before, @Nullable QueriesSettings wanted) {
    return before == null || wanted == null
        ? wanted
        : wanted.withShapes(new ShapesSettings(before.shapes().most(), wanted.shapes().sample()));
  }

  private static List<String> notLive(Configuration before, Configuration wanted) {
    List<String> notes = new ArrayList<>();
    note(notes, "admin.address", before.admin().address(), wanted.admin().address());
    note(notes, "registry", before.registry(), wanted.registry());
    note(notes, "state", before.state(), wanted.state());
    note(notes, "event-loops", before.eventLoops(), wanted.eventLoops());
    note(notes, "transport", before.transport(), wanted.transport());
    QueriesSettings read = before.queries();
    QueriesSettings toRead = wanted.queries();
    if (read != null && toRead != null) {
      note(notes, "queries.shapes.most", read.shapes().most(), toRead.shapes().most());
    }
    return notes;
  }

  private static void note(
      List<String> notes, String key, @Nullable Object before, @Nullable Object wanted) {
    if (!Objects.equals(before, wanted)) {
      notes.add("%s: stays %s until a restart (wanted: %s)".formatted(key, before, wanted));
    }
  }

  /** Opens the logs' files anew, after they were moved away. */
  void reopenLogs() {
    accessLog.reopen();
    slowLog.reopen();
  }

  @Override
  public void scrape(OutputStream out, String mediaType) throws IOException {
    metrics.shapes(shapes.report(), shapes.orders());
    metrics.scrape(out, mediaType, status(), accessLog, slowLog, VERSION);
  }

  /**
   * Stops accepting and lets exchanges in flight end.
   *
   * @return how many were cut when the bound was over
   */
  int drain(Duration bound) {
    return gateway.drain(bound);
  }

  @Override
  public void close() {
    gateway.close();
    registry.close();
    accessLog.close();
    slowLog.close();
    metrics.close();
  }
}
