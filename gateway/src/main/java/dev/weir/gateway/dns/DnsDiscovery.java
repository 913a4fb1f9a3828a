package dev.weir.gateway.dns;

import dev.weir.gateway.discovery.Discovery;
import dev.weir.gateway.discovery.Instance;
import dev.weir.gateway.settings.Address;
import dev.weir.gateway.settings.DiscoverySettings;
import dev.weir.gateway.settings.DnsSettings;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioDatagramChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.codec.dns.DefaultDnsQuestion;
import io.netty.handler.codec.dns.DnsRecord;
import io.netty.handler.codec.dns.DnsRecordType;
import io.netty.resolver.dns.DnsNameResolver;
import io.netty.resolver.dns.DnsNameResolverBuilder;
import io.netty.resolver.dns.SingletonDnsServerAddressStreamProvider;
import io.netty.util.ReferenceCountUtil;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.netty.util.concurrent.Future;
import java.net.InetAddress;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Looks a name up again and again: every address, or every SRV record of the best priority, is an
 * endpoint. Asks name servers itself, because the JDK's resolver keeps answers for longer than
 * their TTL and knows no SRV records. A name that has no record counts as a failure, not as an
 * empty list.
 */
public final class DnsDiscovery implements Discovery {
  private final DnsSettings settings;
  private final Listener listener;
  private final MultiThreadIoEventLoopGroup loop;
  private final DnsNameResolver resolver;
  private final ScheduledExecutorService looks;

  private DnsDiscovery(String cluster, DnsSettings settings, Listener listener) {
    this.settings = settings;
    this.listener = listener;
    this.loop =
        new MultiThreadIoEventLoopGroup(
            1, new DefaultThreadFactory("weir-dns-" + cluster, true), NioIoHandler.newFactory());
    DnsNameResolverBuilder builder =
        new DnsNameResolverBuilder(loop.next())
            .datagramChannelType(NioDatagramChannel.class)
            .socketChannelType(NioSocketChannel.class)
            .queryTimeoutMillis(settings.timeout().toMillis());
    if (!settings.server().isEmpty()) {
      builder.nameServerProvider(
          new SingletonDnsServerAddressStreamProvider(Address.parse(settings.server()).resolve()));
    }
    this.resolver = builder.build();
    this.looks =
        Executors.newSingleThreadScheduledExecutor(
            new DefaultThreadFactory("weir-dns-looks-" + cluster, true));
  }

  /** Starts looking if the settings name DNS; null otherwise. */
  public static @Nullable Discovery start(
      String cluster, DiscoverySettings settings, Listener listener) {
    if (settings.dns() == null) {
      return null;
    }
    DnsDiscovery discovery = new DnsDiscovery(cluster, settings.dns(), listener);
    long interval = settings.dns().interval().toNanos();
    var _ =
        discovery.looks.scheduleWithFixedDelay(discovery::look, 0, interval, TimeUnit.NANOSECONDS);
    return discovery;
  }

  private void look() {
    try {
      listener.listed(
          switch (settings.lookup()) {
            case ADDRESS -> addresses();
            case SRV -> services();
          });
    } catch (ExecutionException e) {
      listener.failed(String.valueOf(e.getCause() == null ? e : e.getCause().getMessage()));
    } catch (TimeoutException e) {
      listener.failed("no answer from a name server");
    } catch (RuntimeException e) {
      listener.failed(e.toString());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private List<Instance> addresses()
      throws ExecutionException, TimeoutException, InterruptedException {
    List<Instance> instances = new ArrayList<>();
    for (InetAddress address : await(resolver.resolveAll(settings.name()))) {
      String host = address.getHostAddress();
      URI uri = uri(host.contains(":") ? "[" + host + "]" : host, settings.port());
      instances.add(Instance.of(uri).withServerName(settings.tls() ? settings.name() : null));
    }
    return instances;
  }

  private List<Instance> services()
      throws ExecutionException, TimeoutException, InterruptedException {
    List<DnsRecord> records =
        await(resolver.resolveAll(new DefaultDnsQuestion(settings.name(), DnsRecordType.SRV)));
    try {
      return ServiceRecord.best(records).stream()
          .map(record -> Instance.of(uri(record.host(), record.port())).withWeight(record.share()))
          .toList();
    } finally {
      records.forEach(ReferenceCountUtil::release);
    }
  }

  private URI uri(String host, int port) {
    return URI.create((settings.tls() ? "https" : "http") + "://" + host + ":" + port);
  }

  /** Waits for longer than the resolver does, over the servers that it may ask in turn. */
  private <T> T await(Future<T> answer)
      throws ExecutionException, TimeoutException, InterruptedException {
    return answer.get(4 * settings.timeout().toMillis() + 1000, TimeUnit.MILLISECONDS);
  }

  @Override
  public void close() {
    looks.shutdownNow();
    resolver.close();
    loop.shutdownGracefully(0, 1, TimeUnit.SECONDS);
  }
}
