package dev.weir.gateway.settings;

/** Which cluster a request goes to. The first route that fits is taken. */
public record RouteSettings(
    @Setting(value = "Name of the route in metrics and the access log.", example = "bills")
        String name,
    @Setting(
            value = "Paths that begin with this, byte for byte, take the route.",
            example = "/bills-")
        String pathPrefix,
    @Setting(value = "Name of the cluster they go to.", example = "main") String cluster) {

  public RouteSettings {
    new Checks()
        .name("name", name)
        .that(pathPrefix.startsWith("/"), "path-prefix", pathPrefix, "a path that begins with '/'")
        .done();
  }

  /** Everything to one cluster. */
  public static RouteSettings toCluster(String cluster) {
    return new RouteSettings("default", "/", cluster);
  }
}
