package dev.weir.gateway.settings;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Which cluster a request goes to. The first route that fits is taken. */
public record RouteSettings(
    @Setting(value = "Name of the route in metrics and the access log.", example = "bills")
        String name,
    @Setting(
            value = "Paths that begin with this, byte for byte, take the route.",
            example = "/bills-")
        String pathPrefix,
    @Setting(value = "Name of the cluster they go to.", example = "main") String cluster,
    @Setting(
            value =
                "Time in which its requests must be answered, from their first byte to the answer's"
                    + " first, over all attempts; at most the cluster's deadline, which is taken if"
                    + " there is none here.",
            example = "2s")
        @Nullable Duration deadline) {

  public RouteSettings {
    new Checks()
        .name("name", name)
        .that(pathPrefix.startsWith("/"), "path-prefix", pathPrefix, "a path that begins with '/'")
        .that(deadline == null || deadline.isPositive(), "deadline", deadline, "a duration above 0")
        .done();
  }

  /** Everything to one cluster. */
  public static RouteSettings toCluster(String cluster) {
    return new RouteSettings("default", "/", cluster, null);
  }
}
