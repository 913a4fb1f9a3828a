package dev.weir.gateway.filtering;

import static dev.weir.gateway.testing.ScriptedUpstream.ok;
import static dev.weir.gateway.testing.Wire.get;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.gateway.filter.Filter;
import dev.weir.gateway.settings.FilterSettings;
import dev.weir.gateway.testing.FixtureSettings;
import dev.weir.gateway.testing.GatewayFixture;
import dev.weir.gateway.testing.Message;
import dev.weir.gateway.testing.ScriptedUpstream;
import dev.weir.search.Operation;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A user's own filter: compiled elsewhere, against the public API and nothing else. */
class OutsideFilterTest {
  private static final String SOURCE =
      """
      package com.example;

      import dev.weir.gateway.filter.Action;
      import dev.weir.gateway.filter.Filter;
      import dev.weir.gateway.filter.FilterFactory;
      import dev.weir.gateway.filter.Request;
      import dev.weir.gateway.filter.Response;
      import java.util.Map;

      public final class AnswerHeader implements FilterFactory {
        @Override
        public String name() {
          return "answer-header";
        }

        @Override
        public Filter create(Map<String, String> settings) {
          String value = settings.get("value");
          return new Filter() {
            @Override
            public Action onRequest(Request request) {
              return Action.pass();
            }

            @Override
            public void onResponse(Request request, Response response) {
              response.headers().set("X-Answer", value);
            }
          };
        }
      }
      """;

  @Test
  void shouldLoadAFilterFromOutsideTheTree(@TempDir Path directory) throws Exception {
    compile(directory);
    Thread thread = Thread.currentThread();
    @Nullable ClassLoader before = thread.getContextClassLoader();
    FixtureSettings settings =
        new FixtureSettings().filter(new FilterSettings("answer-header", Map.of("value", "blue")));
    try (URLClassLoader outside =
        new URLClassLoader(new URL[] {directory.toUri().toURL()}, before)) {
      thread.setContextClassLoader(outside);
      try (ScriptedUpstream node = ScriptedUpstream.answering(ok("x"));
          GatewayFixture river = GatewayFixture.start(settings, node)) {

        Message response = river.exchange(get("/"));

        assertThat(response.header("x-answer")).isEqualTo("blue");
      }
    } finally {
      thread.setContextClassLoader(before);
    }
  }

  private static void compile(Path directory) throws IOException {
    Path source = Files.createDirectories(directory.resolve("com/example"));
    Files.writeString(source.resolve("AnswerHeader.java"), SOURCE);
    Path services = Files.createDirectories(directory.resolve("META-INF/services"));
    Files.writeString(
        services.resolve("dev.weir.gateway.filter.FilterFactory"), "com.example.AnswerHeader\n");
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    String classPath =
        Stream.of(Filter.class, Operation.class, Nullable.class)
            .map(OutsideFilterTest::origin)
            .collect(Collectors.joining(File.pathSeparator));
    ByteArrayOutputStream errors = new ByteArrayOutputStream();

    int code =
        compiler.run(
            null,
            null,
            errors,
            "-proc:none",
            "-cp",
            classPath,
            source.resolve("AnswerHeader.java").toString());

    assertThat(code).as(errors.toString(UTF_8)).isZero();
  }

  private static String origin(Class<?> type) {
    try {
      return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI()).toString();
    } catch (URISyntaxException e) {
      throw new UncheckedIOException(new IOException(e));
    }
  }
}
