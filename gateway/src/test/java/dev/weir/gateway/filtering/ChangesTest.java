package dev.weir.gateway.filtering;

import static dev.weir.gateway.testing.ScriptedUpstream.ok;
import static dev.weir.gateway.testing.Wire.get;
import static dev.weir.gateway.testing.Wire.head;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.gateway.filter.Action;
import dev.weir.gateway.filter.Request;
import dev.weir.gateway.settings.FilterSettings;
import dev.weir.gateway.settings.InvalidSettings;
import dev.weir.gateway.testing.Field;
import dev.weir.gateway.testing.FixtureSettings;
import dev.weir.gateway.testing.GatewayFixture;
import dev.weir.gateway.testing.Message;
import dev.weir.gateway.testing.ScriptedUpstream;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Headers and targets that filters change. */
class ChangesTest {
  private static final String REQUEST =
      head("GET /a?b HTTP/1.1", "Host: a", "X-One: 1", "x-two: 2", "X-One: 3");

  @Test
  void shouldSetAHeader() throws IOException {
    assertThat(fieldsAfter(request -> request.headers().set("x-one", "new")))
        .containsExactlyInAnyOrder(new Field("x-one", "new"), new Field("x-two", "2"));
  }

  @Test
  void shouldAddAHeader() throws IOException {
    assertThat(fieldsAfter(request -> request.headers().add("X-One", "4")))
        .containsExactly(
            new Field("X-One", "1"),
            new Field("x-two", "2"),
            new Field("X-One", "3"),
            new Field("X-One", "4"));
  }

  @Test
  void shouldRemoveAHeader() throws IOException {
    assertThat(fieldsAfter(request -> request.headers().remove("X-ONE")))
        .containsExactly(new Field("x-two", "2"));
  }

  @Test
  void shouldShowItsOwnChangesToAFilter() throws IOException {
    List<String> seen = new CopyOnWriteArrayList<>();

    fieldsAfter(
        request -> {
          request.headers().remove("X-One");
          request.headers().add("X-New", "\u00e4");
          request.headers().set("x-two", "two");
          request.headers().forEach((name, value) -> seen.add(name + "=" + value));
        });

    assertThat(seen).contains("X-New=\u00e4", "x-two=two").doesNotContain("X-One=1", "X-One=3");
  }

  @Test
  void shouldChangeTheTarget() throws IOException {
    RecordingFilter filter =
        RecordingFilter.deciding(
            request -> {
              request.setTarget("/c%20d?e=f");
              return Action.pass();
            });
    try (ScriptedUpstream node = ScriptedUpstream.answering(ok("x"));
        GatewayFixture river = start(node, filter)) {
      river.exchange(REQUEST);

      assertThat(node.takeRequest().head().startLine()).isEqualTo("GET /c%20d?e=f HTTP/1.1");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "content-length",
        "Transfer-Encoding",
        "Connection",
        "X Y",
        "",
        "X:",
        "X\r\nY",
        "X\u00e4",
      })
  void shouldNotLetAFilterSetWhatIsNotItsOwn(String name) throws IOException {
    List<Throwable> thrown = new CopyOnWriteArrayList<>();

    List<Field> fields =
        fieldsAfter(request -> thrown.add(catching(() -> request.headers().set(name, "1"))));

    assertThat(thrown).singleElement().isInstanceOf(IllegalArgumentException.class);
    assertThat(fields).hasSize(3);
  }

  @ParameterizedTest
  @ValueSource(strings = {"a\r\nX: b", "a\nb", "a\rb", "a\u0000", "\u0100"})
  void shouldNotLetAFilterSplitARequest(String value) throws IOException {
    List<Throwable> thrown = new CopyOnWriteArrayList<>();

    List<Field> fields =
        fieldsAfter(request -> thrown.add(catching(() -> request.headers().add("X-New", value))));

    assertThat(thrown).singleElement().isInstanceOf(IllegalArgumentException.class);
    assertThat(fields).hasSize(3);
  }

  @ParameterizedTest
  @ValueSource(strings = {"/a b", "/a\r\nX: y", "/a\n", "", "/\u0000", "no-slash", "http://a/"})
  void shouldNotLetAFilterSetABadTarget(String target) throws IOException {
    List<Throwable> thrown = new CopyOnWriteArrayList<>();
    RecordingFilter filter =
        RecordingFilter.deciding(
            request -> {
              thrown.add(catching(() -> request.setTarget(target)));
              return Action.pass();
            });
    try (ScriptedUpstream node = ScriptedUpstream.answering(ok("x"));
        GatewayFixture river = start(node, filter)) {
      river.exchange(REQUEST);

      assertThat(thrown).singleElement().isInstanceOf(IllegalArgumentException.class);
      assertThat(node.takeRequest().target()).isEqualTo("/a?b");
    }
  }

  @Test
  void shouldChangeHeadersOfAnAnswer() throws IOException {
    String answer =
        head("HTTP/1.1 404 Not Found", "X-One: 1", "x-two: 2", "X-One: 3", "Content-Length: 2")
            + "no";
    RecordingFilter filter =
        RecordingFilter.looking(
            (request, response) -> {
              assertThat(response.status()).isEqualTo(404);
              assertThat(response.headers().all("x-one")).containsExactly("1", "3");
              response.headers().remove("x-one");
              response.headers().set("X-Two", "two");
              response.headers().add("Warning", "299 weir \"mind this\"");
            });
    try (ScriptedUpstream node = ScriptedUpstream.answering(answer);
        GatewayFixture river = start(node, filter)) {

      Message response = river.exchange(REQUEST);

      assertThat(response.head().startLine()).isEqualTo("HTTP/1.1 404 Not Found");
      assertThat(response.head().endToEnd())
          .containsExactlyInAnyOrder(
              new Field("X-Two", "two"), new Field("Warning", "299 weir \"mind this\""));
      assertThat(response.body()).isEqualTo("no");
    }
  }

  @Test
  void shouldNameTheEndpointToAFilter() throws IOException {
    List<String> seen = new CopyOnWriteArrayList<>();
    RecordingFilter filter =
        RecordingFilter.looking((request, response) -> seen.add("" + response.endpoint()));
    try (ScriptedUpstream node = ScriptedUpstream.answering(ok("x"));
        GatewayFixture river = start(node, filter)) {

      river.exchange(get("/"));

      assertThat(seen).containsExactly(node.name());
    }
  }

  @Test
  void shouldShowAFilterAFailureOfTheNode() throws IOException {
    List<Integer> seen = new CopyOnWriteArrayList<>();
    RecordingFilter filter =
        RecordingFilter.looking((request, response) -> seen.add(response.status()));
    FixtureSettings settings =
        new FixtureSettings()
            .node(ScriptedUpstream.refusing())
            .filter(RegisteredFilters.use(filter));
    try (GatewayFixture river = GatewayFixture.start(settings)) {

      Message response = river.exchange(get("/"));

      assertThat(seen).containsExactly(response.status());
    }
  }

  @Test
  void shouldRefuseSettingsOfAFilterAtStart() {
    FixtureSettings settings =
        new FixtureSettings()
            .node(ScriptedUpstream.refusing())
            .filter(new FilterSettings("registered", Map.of("number", "none")));

    assertThatThrownBy(() -> GatewayFixture.start(settings))
        .isInstanceOf(InvalidSettings.class)
        .hasMessageContaining("expected: a known one");
  }

  private static List<Field> fieldsAfter(Consumer<Request> change) throws IOException {
    RecordingFilter filter =
        RecordingFilter.deciding(
            request -> {
              change.accept(request);
              return Action.pass();
            });
    try (ScriptedUpstream node = ScriptedUpstream.answering(ok("x"));
        GatewayFixture river = start(node, filter)) {
      river.exchange(REQUEST);
      return node.takeRequest().head().endToEnd();
    }
  }

  private static Throwable catching(Runnable change) {
    try {
      change.run();
    } catch (RuntimeException e) {
      return e;
    }
    return new AssertionError("nothing was thrown");
  }

  private static GatewayFixture start(ScriptedUpstream node, RecordingFilter filter) {
    return GatewayFixture.start(new FixtureSettings().filter(RegisteredFilters.use(filter)), node);
  }
}
