package dev.weir.app.admin;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import dev.weir.discovery.registry.Registry;
import dev.weir.gateway.discovery.Instance;
import dev.weir.gateway.discovery.InstanceJson;
import java.io.IOException;
import java.time.Duration;
import java.util.List;

/** Weir's own registry, over HTTP. */
final class RegistryPages {
  private static final JsonFactory JSON = new JsonFactory();

  /** A third of the lease leaves room for two beats that are lost. */
  private static final int BEATS_IN_A_LEASE = 3;

  /** What a member wants. */
  enum Wish {
    REGISTER,
    BEAT,
    LEAVE
  }

  private final Registry registry;

  RegistryPages(Registry registry) {
    this.registry = registry;
  }

  Answer services() {
    try {
      List<String> services = registry.services();
      return Answer.json(
          200,
          json -> {
            json.writeArrayFieldStart("services");
            for (String service : services) {
              json.writeString(service);
            }
            json.writeEndArray();
          });
    } catch (IOException e) {
      return away(e);
    }
  }

  Answer members(String service) {
    try {
      List<Instance> members = registry.list(service);
      return Answer.json(
          200,
          json -> {
            json.writeStringField("service", service);
            json.writeArrayFieldStart("members");
            for (Instance member : members) {
              InstanceJson.write(json, member);
            }
            json.writeEndArray();
          });
    } catch (IOException e) {
      return away(e);
    }
  }

  Answer take(String service, Wish wish, byte[] body) {
    if (!service.matches("[a-z0-9][a-z0-9_-]{0,62}")) {
      return Answer.error(
          400,
          "invalid_service",
          service + " (expected: 1 to 63 lower-case letters, digits, '-' or '_')");
    }
    Instance member;
    try (JsonParser json = JSON.createParser(body)) {
      json.nextToken();
      member = InstanceJson.read(json);
    } catch (IOException | IllegalArgumentException e) {
      return Answer.error(400, "invalid_member", String.valueOf(e.getMessage()));
    }
    try {
      return switch (wish) {
        case REGISTER ->
            registry.register(service, member)
                ? done(service, member)
                : Answer.error(429, "registry_full", "too many members, or too many services");
        case BEAT ->
            registry.beat(service, member.uri()) ? done(service, member) : unknown(service, member);
        case LEAVE ->
            registry.leave(service, member.uri())
                ? done(service, member)
                : unknown(service, member);
      };
    } catch (IOException e) {
      return away(e);
    }
  }

  private Answer done(String service, Instance member) {
    Duration lease = registry.lease();
    return Answer.json(
        200,
        json -> {
          json.writeStringField("service", service);
          json.writeStringField("address", member.uri().toString());
          json.writeNumberField("lease_ms", lease.toMillis());
          json.writeNumberField("heartbeat_ms", lease.dividedBy(BEATS_IN_A_LEASE).toMillis());
        });
  }

  private static Answer unknown(String service, Instance member) {
    return Answer.error(
        404, "unknown_member", member.uri() + " is not registered as " + service + ": register");
  }

  private static Answer away(IOException e) {
    return Answer.error(503, "registry_unavailable", String.valueOf(e.getMessage()))
        .with("Retry-After", "1");
  }
}
