package dev.weir.bench.report;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/** Results as files: JSON to compute with, Markdown to read. */
public final class ResultFiles {
  private static final ObjectMapper JSON =
      new ObjectMapper()
          .enable(SerializationFeature.INDENT_OUTPUT)
          .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS);

  private ResultFiles() {}

  /**
   * Writes {@code NAME.json} and {@code NAME.md}.
   *
   * @return the JSON file
   */
  public static Path write(Path folder, String name, List<Result> results) {
    try {
      Files.createDirectories(folder);
      Path json = folder.resolve(name + ".json");
      Files.writeString(json, JSON.writeValueAsString(results) + "\n");
      Files.writeString(folder.resolve(name + ".md"), PerformancePage.resultsOnly(results));
      return json;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public static List<Result> read(Path file) {
    try {
      return Arrays.asList(JSON.readValue(file.toFile(), Result[].class));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
