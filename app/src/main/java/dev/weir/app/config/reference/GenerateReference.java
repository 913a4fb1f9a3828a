package dev.weir.app.config.reference;

import dev.weir.app.config.Configuration;
import dev.weir.app.config.bind.RecordShape;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** Writes the reference page and the schema into a folder: {@code docs/reference}. */
public final class GenerateReference {
  /** What brings the files up to date; they say so, and so does the test that compares them. */
  static final String COMMAND =
      "mvn -q test -pl app -am -Dtest=ReferenceTest -Dsurefire.failIfNoSpecifiedTests=false"
          + " -Dweir.golden=write";

  private GenerateReference() {}

  /** {@code arguments}: the folder. */
  public static void main(String[] arguments) throws IOException {
    write(Path.of(arguments[0]));
  }

  static void write(Path folder) throws IOException {
    Files.createDirectories(folder);
    for (Map.Entry<String, String> file : files().entrySet()) {
      Files.writeString(folder.resolve(file.getKey()), file.getValue());
    }
  }

  /** The files' names and what belongs in them. */
  static Map<String, String> files() {
    RecordShape root = RecordShape.of(Configuration.class);
    return Map.of(
        "configuration.md",
        ReferencePage.of(root, COMMAND),
        "weir.schema.json",
        JsonSchema.of(root));
  }
}
