package dev.weir.search;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Objects;

/** The requests that engines document: method and path, names in it as {@code x}. */
final class Apis {
  private Apis() {}

  static List<String> read(String list) throws IOException {
    try (InputStream in = Objects.requireNonNull(Apis.class.getResourceAsStream(list))) {
      return new String(in.readAllBytes(), UTF_8).lines().filter(line -> !line.isBlank()).toList();
    }
  }
}
