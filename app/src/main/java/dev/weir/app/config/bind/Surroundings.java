package dev.weir.app.config.bind;

import dev.weir.gateway.settings.Secret;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What values of a file refer to outside of it.
 *
 * @param folder relative paths begin here
 * @param environment gives an environment variable; null if it is not set
 */
public record Surroundings(Path folder, Function<String, @Nullable String> environment) {
  /** A secret is a line, not a book; whatever is longer was meant to be something else. */
  private static final int LONGEST_SECRET = 64 * 1024;

  /** The folder and the process's own environment. */
  public static Surroundings of(Path folder) {
    return new Surroundings(folder, System::getenv);
  }

  /** The secret that the text is or refers to. */
  Secret secret(String text) throws Unfit {
    if (text.startsWith("env:")) {
      String value = environment.apply(text.substring(4));
      if (value == null || value.isEmpty()) {
        throw new Unfit("an environment variable that is set", text);
      }
      return new Secret(value);
    }
    if (text.startsWith("file:")) {
      return new Secret(content(text));
    }
    return new Secret(text);
  }

  private String content(String reference) throws Unfit {
    Path file = path(reference.substring(5));
    byte[] bytes;
    try {
      // Anything else, such as a pipe, might never end.
      if (!Files.isRegularFile(file)) {
        throw new Unfit("a file that exists", reference);
      }
      try (InputStream in = Files.newInputStream(file)) {
        bytes = in.readNBytes(LONGEST_SECRET + 1);
      }
    } catch (IOException e) {
      throw new Unfit("a file that can be read", reference);
    }
    if (bytes.length > LONGEST_SECRET) {
      throw new Unfit("a file of at most 64kb", reference);
    }
    try {
      String value = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
      if (value.isBlank()) {
        throw new Unfit("a file that is not empty", reference);
      }
      // The line's end is the editor's, not the secret's.
      return value.endsWith("\r\n")
          ? value.substring(0, value.length() - 2)
          : value.endsWith("\n") ? value.substring(0, value.length() - 1) : value;
    } catch (CharacterCodingException e) {
      throw new Unfit("a file of UTF-8 text", reference);
    }
  }

  Path path(String text) throws Unfit {
    if (text.isEmpty() || text.indexOf('\0') >= 0) {
      throw new Unfit(ScalarType.PATH.expected());
    }
    return folder.resolve(text).normalize();
  }
}
