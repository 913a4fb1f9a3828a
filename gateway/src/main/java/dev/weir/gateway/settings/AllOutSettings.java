package dev.weir.gateway.settings;

/** What a request meets when no node is well, or the route's breaker is open. */
public record AllOutSettings(
    @Setting(
            value =
                "panic sends it to a node that is out, the least bad first (an open breaker"
                    + " refuses); refuse answers 503; answer gives the answer below.",
            example = "refuse")
        Choice choice,
    @Setting(value = "Status of the answer.", example = "200") int status,
    @Setting(
            value = "Body of the answer, JSON.",
            example = "'{\"hits\":{\"total\":{\"value\":0,\"relation\":\"eq\"},\"hits\":[]}}'")
        String body) {

  /** What to do when all are out. */
  public enum Choice {
    PANIC,
    REFUSE,
    ANSWER
  }

  public AllOutSettings {
    new Checks().between(200, 599, "status", status).done();
  }

  public static AllOutSettings defaults() {
    return new AllOutSettings(
        Choice.PANIC,
        200,
        "{\"timed_out\":true,\"_shards\":{\"total\":0,\"successful\":0,\"skipped\":0,\"failed\":0},"
            + "\"hits\":{\"total\":{\"value\":0,\"relation\":\"gte\"},\"hits\":[]}}");
  }
}
