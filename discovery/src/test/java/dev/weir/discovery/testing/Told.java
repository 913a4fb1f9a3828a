package dev.weir.discovery.testing;

import dev.weir.gateway.discovery.Discovery;
import dev.weir.gateway.discovery.Instance;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** What a source has told last. */
public final class Told implements Discovery.Listener {
  private final AtomicInteger failures = new AtomicInteger();
  private volatile List<Instance> list = List.of();

  @Override
  public void listed(List<Instance> instances) {
    list = instances.stream().sorted(Comparator.comparing(Instance::uri)).toList();
  }

  @Override
  public void failed(String cause) {
    failures.incrementAndGet();
  }

  public List<Instance> list() {
    return list;
  }

  public int failures() {
    return failures.get();
  }
}
