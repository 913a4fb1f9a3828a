package dev.weir.gateway.downstream;

import dev.weir.gateway.exchange.Routing;
import dev.weir.gateway.runtime.EventLoops;
import dev.weir.gateway.settings.Address;
import dev.weir.gateway.settings.ListenerSettings;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The addresses where clients connect, and the connections they have made. */
public final class Listeners {
  private final EventLoops loops;
  private final Clients clients;
  private final Supplier<Routing> routing;
  private final LongAdder rejected = new LongAdder();
  private Map<Address, Listener> open = new LinkedHashMap<>();

  public Listeners(EventLoops loops, Supplier<Routing> routing) {
    this.loops = loops;
    this.routing = routing;
    this.clients = new Clients(loops);
  }

  /** A change of listeners that is ready to be made. */
  public interface Change {
    /** Makes it; does not fail. */
    void apply();

    /** Gives up what was made ready. */
    void abandon();
  }

  /**
   * Makes ready to listen at these addresses and no others: reads certificates and binds what is
   * new.
   *
   * @throws IOException if that fails; then nothing has changed
   */
  public synchronized Change prepare(List<ListenerSettings> wanted) throws IOException {
    Map<Address, Listener> next = new LinkedHashMap<>();
    List<Listener> bound = new ArrayList<>();
    Map<Listener, @Nullable ServerTls> certificates = new LinkedHashMap<>();
    try {
      for (ListenerSettings settings : wanted) {
        ServerTls tls = settings.tls() == null ? null : ServerTls.start(settings.tls(), loops);
        Listener listener = open.get(settings.address());
        if (listener == null) {
          listener = new Listener(clients, loops, settings, tls, routing, rejected);
          listener.bind();
          bound.add(listener);
        }
        certificates.put(listener, tls);
        next.put(settings.address(), listener);
      }
    } catch (IOException e) {
      bound.forEach(Listener::close);
      throw e;
    }
    return new Change() {
      @Override
      public void apply() {
        swap(next, wanted, bound, certificates);
      }

      @Override
      public void abandon() {
        bound.forEach(Listener::close);
      }
    };
  }

  private synchronized void swap(
      Map<Address, Listener> next,
      List<ListenerSettings> wanted,
      List<Listener> bound,
      Map<Listener, @Nullable ServerTls> certificates) {
    open.forEach(
        (address, listener) -> {
          if (!next.containsKey(address)) {
            listener.close();
          }
        });
    for (ListenerSettings settings : wanted) {
      Listener listener = next.get(settings.address());
      if (listener != null && !bound.contains(listener)) {
        listener.update(settings, certificates.get(listener));
      }
    }
    open = next;
  }

  /** In the order of the settings, with the ports that were taken. */
  public synchronized List<InetSocketAddress> addresses() {
    return open.values().stream().map(Listener::address).toList();
  }

  public int connectionCount() {
    return clients.connectionCount();
  }

  public int exchangeCount() {
    return clients.exchangeCount();
  }

  /** Connections closed at once because too many were open. */
  public long rejected() {
    return rejected.sum();
  }

  /**
   * Accepts no more. Connections close after their exchange; those that wait for a request are
   * given until then to begin one, so that a request under way to Weir is not cut.
   *
   * @param idleConnectionsUntil of {@link System#nanoTime}
   */
  public synchronized void drain(long idleConnectionsUntil) {
    open.values().forEach(Listener::close);
    clients.drain(idleConnectionsUntil);
  }

  /** Closes every connection. */
  public void cutAll() {
    clients.cutAll();
  }
}
