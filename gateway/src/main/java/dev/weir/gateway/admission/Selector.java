package dev.weir.gateway.admission;

import dev.weir.gateway.filter.Request;
import dev.weir.search.IndexPatterns;
import dev.weir.search.Operation;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which requests a limit, a lane or a rule is for. An empty list takes all.
 *
 * @param exempt tenants whose requests it is not for, whatever else holds
 */
public record Selector(
    Set<String> tenants,
    Set<String> exempt,
    Set<String> routes,
    Set<Operation> operations,
    IndexPatterns indices) {
  /** Of what settings name. */
  public static Selector of(
      List<String> tenants,
      List<String> exempt,
      List<String> routes,
      List<Operation> operations,
      List<String> indices) {
    Set<Operation> some = EnumSet.noneOf(Operation.class);
    some.addAll(operations);
    return new Selector(
        Set.copyOf(tenants),
        Set.copyOf(exempt),
        Set.copyOf(routes),
        some,
        new IndexPatterns(indices));
  }

  /** Whether it is for a request. */
  boolean takes(Request request) {
    return takes(request, request.indices());
  }

  /** Whether it is for a request that names these indices; null if it names none. */
  public boolean takes(Request request, @Nullable String named) {
    return (operations.isEmpty() || operations.contains(request.operation()))
        && (routes.isEmpty() || routes.contains(request.route()))
        && (tenants.isEmpty() || tenants.contains(request.tenant().name()))
        && !exempt.contains(request.tenant().name())
        && (indices.isEmpty() || names(named));
  }

  private boolean names(@Nullable String asked) {
    return asked != null && indices.fit(asked);
  }
}
