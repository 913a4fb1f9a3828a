package dev.weir.gateway.upstream;

import dev.weir.gateway.discovery.Instance;
import dev.weir.gateway.settings.BalanceSettings;
import dev.weir.gateway.settings.EndpointSettings;
import java.util.Locale;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/** What the configuration says of single endpoints, put over what their source says. */
final class SaidByHand implements UnaryOperator<Instance> {
  private final Map<String, EndpointSettings> byName;

  SaidByHand(BalanceSettings settings) {
    this.byName =
        settings.endpoints().stream()
            .collect(
                Collectors.toUnmodifiableMap(
                    each -> each.address().toString().toLowerCase(Locale.ROOT), each -> each));
  }

  @Override
  public Instance apply(Instance instance) {
    EndpointSettings said = byName.get(instance.name());
    if (said == null) {
      return instance;
    }
    Instance weighed = instance.withWeight(said.weight());
    return said.zone() == null ? weighed : weighed.withZone(said.zone());
  }
}
