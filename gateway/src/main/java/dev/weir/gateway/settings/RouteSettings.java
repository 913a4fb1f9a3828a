package dev.weir.gateway.settings;

import java.time.Duration;
import java.util.List;
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
        @Nullable Duration deadline,
    @Setting(
            value =
                "Name of a cluster that takes over reads when the other is slow, failing or away.",
            example = "other-room")
        @Nullable String standby,
    @Setting(
            value =
                "When to stop asking the cluster. With a standby it is about reads, and there by"
                    + " default.",
            example = "{slow: 1200ms, lasting: 30s}")
        @Nullable BreakerSettings breaker,
    @Setting(
            value = "What a request meets when no node is well, or the breaker is open.",
            example = "{choice: refuse}")
        @Nullable AllOutSettings allOut,
    @Setting(
            value = "What is kept of answers to searches and gets. Absent: all.",
            example = "{include: [hits.total, hits.hits._source]}")
        @Nullable TrimSettings trim,
    @Setting(
            value =
                "Fields, and patterns of fields, that hits come with where a search does not say"
                    + " which it wants. Needs queries. Absent: hits come whole.",
            example = "[id, price]")
        @Nullable List<String> sourceFields) {

  public RouteSettings {
    sourceFields = sourceFields == null ? null : List.copyOf(sourceFields);
    new Checks()
        .name("name", name)
        .that(pathPrefix.startsWith("/"), "path-prefix", pathPrefix, "a path that begins with '/'")
        .that(deadline == null || deadline.isPositive(), "deadline", deadline, "a duration above 0")
        .that(!cluster.equals(standby), "standby", standby, "another cluster than " + cluster)
        .that(
            sourceFields == null
                || (!sourceFields.isEmpty() && sourceFields.stream().noneMatch(String::isBlank)),
            "source-fields",
            sourceFields,
            "names of fields")
        .done();
  }

  /** With answers as they come. */
  public RouteSettings(
      String name,
      String pathPrefix,
      String cluster,
      @Nullable Duration deadline,
      @Nullable String standby,
      @Nullable BreakerSettings breaker,
      @Nullable AllOutSettings allOut) {
    this(name, pathPrefix, cluster, deadline, standby, breaker, allOut, null, null);
  }

  /** The same with answers trimmed. */
  public RouteSettings withTrim(TrimSettings newTrim) {
    return new RouteSettings(
        name, pathPrefix, cluster, deadline, standby, breaker, allOut, newTrim, sourceFields);
  }

  /** Everything under a prefix to one cluster, without a breaker. */
  public RouteSettings(String name, String pathPrefix, String cluster) {
    this(name, pathPrefix, cluster, null, null, null, null);
  }

  /** Everything under a prefix to one cluster, in so much time. */
  public RouteSettings(
      String name, String pathPrefix, String cluster, @Nullable Duration deadline) {
    this(name, pathPrefix, cluster, deadline, null, null, null);
  }

  /** What a request meets when no node is well, given or by default. */
  public AllOutSettings whenAllOut() {
    return allOut == null ? AllOutSettings.defaults() : allOut;
  }

  /** Everything to one cluster. */
  public static RouteSettings toCluster(String cluster) {
    return new RouteSettings("default", "/", cluster);
  }
}
