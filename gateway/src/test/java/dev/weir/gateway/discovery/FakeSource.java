package dev.weir.gateway.discovery;

import dev.weir.gateway.settings.DiscoverySettings;
import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A source that says what a test tells it to. */
final class FakeSource implements DiscoveryFactory {
  private volatile Discovery.@Nullable Listener listener;
  volatile boolean closed;

  @Override
  public Discovery start(String cluster, DiscoverySettings settings, Discovery.Listener told) {
    listener = told;
    return () -> closed = true;
  }

  void lists(URI... endpoints) {
    lists(Arrays.stream(endpoints).map(Instance::of).toList());
  }

  void lists(List<Instance> instances) {
    Objects.requireNonNull(listener).listed(instances);
  }

  void fails(String cause) {
    Objects.requireNonNull(listener).failed(cause);
  }
}
