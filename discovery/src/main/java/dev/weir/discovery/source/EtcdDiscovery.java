package dev.weir.discovery.source;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import dev.weir.gateway.discovery.Discovery;
import dev.weir.gateway.discovery.Instance;
import dev.weir.gateway.settings.DiscoverySettings;
import dev.weir.gateway.settings.EtcdSettings;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringWriter;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The keys below a prefix of etcd: read whole, then watched from that revision on, and read whole
 * again at a change. Speaks etcd's own JSON gateway, because the client library brings gRPC, Vert.x
 * and a second Netty for a read and a watch.
 */
public final class EtcdDiscovery {
  private static final Logger LOG = LoggerFactory.getLogger(EtcdDiscovery.class);

  private final EtcdSettings settings;
  private final HttpSource http;
  private int member;
  private @Nullable String token;

  private EtcdDiscovery(EtcdSettings settings, HttpSource http) {
    this.settings = settings;
    this.http = http;
  }

  /** Starts looking if the settings name etcd; null otherwise. */
  public static @Nullable Discovery start(
      String cluster, DiscoverySettings discovery, Discovery.Listener listener) {
    EtcdSettings settings = discovery.etcd();
    if (settings == null) {
      return null;
    }
    HttpSource http = Sources.http(settings.authorities(), settings.timeout());
    EtcdDiscovery etcd = new EtcdDiscovery(settings, http);
    return SourceLoop.start("weir-etcd-" + cluster, etcd::look, http::close, listener);
  }

  private void look(Discovery.Listener listener) throws IOException, InterruptedException {
    try {
      if (settings.username() != null && token == null) {
        token = authenticate();
      }
      Object range = JsonTree.read(http.ask(uri("/v3/kv/range"), range(), fields()));
      listener.listed(instances(range));
      String revision = JsonTree.text(range, "header", "revision");
      awaitChange(Long.parseLong(revision == null ? "0" : revision) + 1);
    } catch (IOException e) {
      // Another member may know; a token may have expired.
      member = (member + 1) % settings.addresses().size();
      token = null;
      throw e;
    }
  }

  /** Returns at the first change, or when it is time to look again though nothing was said. */
  private void awaitChange(long revision) throws IOException, InterruptedException {
    long end = System.nanoTime() + settings.refresh().toNanos();
    try (InputStream in =
            http.stream(uri("/v3/watch"), watch(revision), fields(), settings.refresh());
        JsonParser json = JsonTree.JSON.createParser(in)) {
      Object said;
      while ((said = JsonTree.next(json)) != null) {
        if (JsonTree.at(said, "error") != null) {
          throw new IOException("watch: " + JsonTree.text(said, "error", "message"));
        }
        if (!JsonTree.list(said, "result", "events").isEmpty()
            || JsonTree.is(said, true, "result", "canceled")) {
          return;
        }
      }
    } catch (IOException e) {
      if (System.nanoTime() - end < 0) {
        throw e;
      }
    }
  }

  private List<Instance> instances(@Nullable Object range) {
    List<Instance> instances = new ArrayList<>();
    for (Object pair : JsonTree.list(range, "kvs")) {
      String key = decoded(JsonTree.text(pair, "key"));
      String value = decoded(JsonTree.text(pair, "value"));
      try {
        instances.add(
            InstanceText.read(value.isBlank() ? key.substring(settings.prefix().length()) : value));
      } catch (IllegalArgumentException e) {
        LOG.warn("event=instance-unread source=etcd key={} error={}", key, e.getMessage());
      }
    }
    return instances;
  }

  private String authenticate() throws IOException, InterruptedException {
    StringWriter body = new StringWriter();
    try (JsonGenerator json = JsonTree.JSON.createGenerator(body)) {
      json.writeStartObject();
      json.writeStringField("name", settings.username());
      json.writeStringField(
          "password", settings.password() == null ? "" : settings.password().value());
      json.writeEndObject();
    }
    Object answer =
        JsonTree.read(http.ask(uri("/v3/auth/authenticate"), body.toString(), Map.of()));
    String given = JsonTree.text(answer, "token");
    if (given == null) {
      throw new IOException("authenticate: no token in the answer");
    }
    return given;
  }

  private Map<String, String> fields() {
    return token == null ? Map.of() : Map.of("Authorization", token);
  }

  private URI uri(String path) {
    return settings.addresses().get(member).resolve(path);
  }

  private String range() {
    return "{\"key\":\"%s\",\"range_end\":\"%s\"}".formatted(from(), to());
  }

  private String watch(long revision) {
    return "{\"create_request\":{\"key\":\"%s\",\"range_end\":\"%s\",\"start_revision\":\"%d\"}}"
        .formatted(from(), to(), revision);
  }

  private String from() {
    return Base64.getEncoder().encodeToString(settings.prefix().getBytes(StandardCharsets.UTF_8));
  }

  /** The first key behind all that begin with the prefix: its last byte that can be is raised. */
  private String to() {
    byte[] end = settings.prefix().getBytes(StandardCharsets.UTF_8);
    int last = end.length - 1;
    while (last > 0 && end[last] == (byte) 0xff) {
      last--;
    }
    end[last]++;
    return Base64.getEncoder().encodeToString(Arrays.copyOf(end, last + 1));
  }

  private static String decoded(@Nullable String base64) {
    return base64 == null
        ? ""
        : new String(Base64.getDecoder().decode(base64), StandardCharsets.UTF_8);
  }
}
