package dev.weir.discovery.source;

import dev.weir.gateway.discovery.Discovery;
import dev.weir.gateway.discovery.Instance;
import dev.weir.gateway.settings.Address;
import dev.weir.gateway.settings.DiscoverySettings;
import dev.weir.gateway.settings.ZooKeeperSettings;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.apache.curator.framework.CuratorFramework;
import org.apache.curator.framework.CuratorFrameworkFactory;
import org.apache.curator.framework.recipes.watch.PersistentWatcher;
import org.apache.curator.retry.RetryOneTime;
import org.apache.zookeeper.KeeperException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The children of a node of ZooKeeper: read whole whenever a watch says that something below it has
 * changed, so that a list is never pieced together from events.
 */
public final class ZooKeeperDiscovery {
  private static final Logger LOG = LoggerFactory.getLogger(ZooKeeperDiscovery.class);

  private final ZooKeeperSettings settings;
  private final CuratorFramework client;
  private final PersistentWatcher watcher;
  private final Semaphore changed = new Semaphore(0);

  private ZooKeeperDiscovery(ZooKeeperSettings settings) {
    this.settings = settings;
    this.client =
        CuratorFrameworkFactory.newClient(
            settings.addresses().stream().map(Address::toString).collect(Collectors.joining(",")),
            Math.toIntExact(settings.sessionTimeout().toMillis()),
            Math.toIntExact(settings.connectTimeout().toMillis()),
            new RetryOneTime(100));
    this.watcher = new PersistentWatcher(client, settings.path(), true);
  }

  /** Starts looking if the settings name ZooKeeper; null otherwise. */
  public static @Nullable Discovery start(
      String cluster, DiscoverySettings discovery, Discovery.Listener listener) {
    if (discovery.zookeeper() == null) {
      return null;
    }
    ZooKeeperDiscovery zookeeper = new ZooKeeperDiscovery(discovery.zookeeper());
    zookeeper.begin();
    return SourceLoop.start("weir-zookeeper-" + cluster, zookeeper::look, zookeeper::end, listener);
  }

  private void begin() {
    watcher.getListenable().addListener(event -> changed.release());
    watcher.getResetListenable().addListener(changed::release);
    // A connection that is lost is looked into at once, and so is one that is found again.
    client.getConnectionStateListenable().addListener((same, state) -> changed.release());
    client.start();
    watcher.start();
  }

  private void look(Discovery.Listener listener) throws IOException, InterruptedException {
    // What happens from here on is looked at again.
    changed.drainPermits();
    listener.listed(read());
    var _ = changed.tryAcquire(settings.refresh().toNanos(), TimeUnit.NANOSECONDS);
  }

  private List<Instance> read() throws IOException, InterruptedException {
    try {
      List<Instance> instances = new ArrayList<>();
      for (String child : client.getChildren().forPath(settings.path())) {
        Instance instance = child(child);
        if (instance != null) {
          instances.add(instance);
        }
      }
      return instances;
    } catch (KeeperException.NoNodeException e) {
      return List.of();
    } catch (IOException | InterruptedException | RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new IOException(e.getMessage(), e);
    }
  }

  /** Curator throws whatever there is to throw. */
  private @Nullable Instance child(String name) throws Exception {
    byte[] data;
    try {
      data = client.getData().forPath(settings.path() + "/" + name);
    } catch (KeeperException.NoNodeException e) {
      // Gone since the children were listed: the watch has been told, too.
      return null;
    }
    String text = data == null ? "" : new String(data, StandardCharsets.UTF_8);
    try {
      return InstanceText.read(
          text.isBlank() ? URLDecoder.decode(name, StandardCharsets.UTF_8) : text);
    } catch (IllegalArgumentException e) {
      LOG.warn("event=instance-unread source=zookeeper node={} error={}", name, e.getMessage());
      return null;
    }
  }

  private void end() {
    watcher.close();
    client.close();
  }
}
