package dev.weir.gateway.upstream;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.weir.gateway.discovery.Instance;
import dev.weir.gateway.discovery.InstanceJson;
import dev.weir.gateway.runtime.WholeFile;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The last list of a source, in a file: written beside it and moved over it, so that it is always a
 * whole one; read back only if it is of the same cluster and source and every line of it is right.
 */
final class LastList {
  /** A file above this size was not written here. */
  private static final int LARGEST = 16 * 1024 * 1024;

  private static final JsonFactory JSON = new JsonFactory();

  private final Path file;
  private final String cluster;
  private final String source;

  LastList(Path folder, String cluster, String source) {
    this.file = folder.resolve(cluster + ".json");
    this.cluster = cluster;
    this.source = source;
  }

  /**
   * What was kept; empty if nothing was, or another source's.
   *
   * @throws IOException if the file cannot be read, or is not right
   */
  List<Instance> read() throws IOException {
    byte[] bytes;
    try (InputStream in = Files.newInputStream(file)) {
      bytes = in.readNBytes(LARGEST + 1);
    } catch (NoSuchFileException e) {
      return List.of();
    }
    if (bytes.length > LARGEST) {
      throw new IOException(file + ": larger than " + LARGEST + " bytes");
    }
    try (JsonParser json = JSON.createParser(bytes)) {
      return read(json);
    } catch (IllegalArgumentException e) {
      throw new IOException(file + ": " + e.getMessage(), e);
    }
  }

  private List<Instance> read(JsonParser json) throws IOException {
    List<Instance> instances = new ArrayList<>();
    boolean ours = true;
    boolean whole = false;
    if (json.nextToken() != JsonToken.START_OBJECT) {
      throw new IOException(file + ": not an object");
    }
    while (json.nextToken() == JsonToken.FIELD_NAME) {
      String key = json.currentName();
      json.nextToken();
      switch (key) {
        case "cluster" -> ours &= cluster.equals(json.getValueAsString());
        case "source" -> ours &= source.equals(json.getValueAsString());
        case "instances" -> {
          while (json.nextToken() == JsonToken.START_OBJECT) {
            instances.add(InstanceJson.read(json));
          }
        }
        case "count" -> whole = json.getValueAsInt(-1) == instances.size();
        default -> json.skipChildren();
      }
    }
    if (!whole || json.currentToken() != JsonToken.END_OBJECT) {
      throw new IOException(file + ": not whole");
    }
    return ours ? instances : List.of();
  }

  /**
   * Keeps a list in place of the last.
   *
   * @throws IOException if it cannot be written; the last one stays
   */
  void write(List<Instance> instances) throws IOException {
    WholeFile.write(file, out -> write(out, instances));
  }

  private void write(OutputStream out, List<Instance> instances) throws IOException {
    try (JsonGenerator json = JSON.createGenerator(out)) {
      json.configure(JsonGenerator.Feature.AUTO_CLOSE_TARGET, false);
      json.useDefaultPrettyPrinter();
      json.writeStartObject();
      json.writeStringField("cluster", cluster);
      json.writeStringField("source", source);
      json.writeArrayFieldStart("instances");
      for (Instance instance : instances) {
        InstanceJson.write(json, instance);
      }
      json.writeEndArray();
      json.writeNumberField("count", instances.size());
      json.writeEndObject();
    }
  }
}
