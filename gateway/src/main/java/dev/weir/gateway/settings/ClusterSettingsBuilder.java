package dev.weir.gateway.settings;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Puts a cluster's settings together, for those who embed the gateway; one of them is enough. */
public final class ClusterSettingsBuilder {
  private final String name;
  private List<URI> nodes;
  private DiscoverySettings discovery = DiscoverySettings.defaults();
  private SniffSettings sniff = SniffSettings.defaults();
  private boolean hideNodes;
  private ClientTlsSettings tls = ClientTlsSettings.defaults();
  private @Nullable CredentialsSettings credentials;
  private PoolSettings pool = PoolSettings.defaults();
  private Duration deadline = Duration.ofMinutes(5);
  private CallerSettings caller = CallerSettings.defaults();
  private NodeDeadline nodeDeadline = NodeDeadline.NONE;
  private RetrySettings retry = RetrySettings.defaults();
  private HedgeSettings hedge = HedgeSettings.defaults();
  private boolean preferLiveNodes = true;
  private HealthSettings health = HealthSettings.defaults();
  private BalanceSettings balance = BalanceSettings.defaults();

  ClusterSettingsBuilder(String name, List<URI> nodes) {
    this.name = name;
    this.nodes = nodes;
  }

  public ClusterSettingsBuilder nodes(List<URI> wanted) {
    nodes = wanted;
    return this;
  }

  public ClusterSettingsBuilder discovery(DiscoverySettings wanted) {
    discovery = wanted;
    return this;
  }

  public ClusterSettingsBuilder sniff(SniffSettings wanted) {
    sniff = wanted;
    return this;
  }

  public ClusterSettingsBuilder hideNodes(boolean wanted) {
    hideNodes = wanted;
    return this;
  }

  public ClusterSettingsBuilder tls(ClientTlsSettings wanted) {
    tls = wanted;
    return this;
  }

  public ClusterSettingsBuilder credentials(@Nullable CredentialsSettings wanted) {
    credentials = wanted;
    return this;
  }

  public ClusterSettingsBuilder pool(PoolSettings wanted) {
    pool = wanted;
    return this;
  }

  public ClusterSettingsBuilder deadline(Duration wanted) {
    deadline = wanted;
    return this;
  }

  public ClusterSettingsBuilder caller(CallerSettings wanted) {
    caller = wanted;
    return this;
  }

  public ClusterSettingsBuilder nodeDeadline(NodeDeadline wanted) {
    nodeDeadline = wanted;
    return this;
  }

  public ClusterSettingsBuilder retry(RetrySettings wanted) {
    retry = wanted;
    return this;
  }

  public ClusterSettingsBuilder hedge(HedgeSettings wanted) {
    hedge = wanted;
    return this;
  }

  public ClusterSettingsBuilder preferLiveNodes(boolean wanted) {
    preferLiveNodes = wanted;
    return this;
  }

  public ClusterSettingsBuilder health(HealthSettings wanted) {
    health = wanted;
    return this;
  }

  public ClusterSettingsBuilder balance(BalanceSettings wanted) {
    balance = wanted;
    return this;
  }

  /**
   * The settings.
   *
   * @throws InvalidSettings if they do not fit together; names every mistake
   */
  public ClusterSettings build() {
    return new ClusterSettings(
        name,
        nodes,
        discovery,
        sniff,
        hideNodes,
        tls,
        credentials,
        pool,
        deadline,
        caller,
        nodeDeadline,
        retry,
        hedge,
        preferLiveNodes,
        health,
        balance);
  }
}
