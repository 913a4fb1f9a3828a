package dev.weir.discovery.testing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.gateway.discovery.DiscoveryFactory;
import dev.weir.gateway.settings.DiscoverySettings;
import java.util.List;

/**
 * The same story for every registry: it is cut off under load, then frozen, and comes back with
 * another list. Not one request fails.
 */
public final class Away {
  /** What each registry does in its own way. */
  public interface Story {
    /** Makes these the registry's endpoints. */
    void list(List<PlainEndpoint> endpoints) throws Exception;

    /** Makes these the endpoints of one that starts afresh, and gives its port. */
    int startAfresh(List<PlainEndpoint> endpoints) throws Exception;

    /** Where it listens. */
    int port();
  }

  private Away() {}

  /** Plays it. */
  public static void play(
      Line line, Story story, DiscoverySettings settings, DiscoveryFactory source)
      throws Exception {
    try (PlainEndpoint first = PlainEndpoint.start();
        PlainEndpoint second = PlainEndpoint.start();
        PlainEndpoint third = PlainEndpoint.start();
        PlainEndpoint fourth = PlainEndpoint.start()) {
      story.list(List.of(first, second, third));
      try (LearningGateway gateway = LearningGateway.start(settings, source)) {
        gateway.awaitEndpoints(first, second, third);
        gateway.load();
        gateway.awaitAnswers(500);

        line.cut();
        gateway.awaitTrouble();
        gateway.awaitAnswers(1_000);
        gateway.awaitEndpoints(first, second, third);

        line.mend(story.port());
        line.freeze();
        gateway.awaitAnswers(1_000);
        gateway.awaitTrouble();
        gateway.awaitEndpoints(first, second, third);

        line.cut();
        line.mend(story.startAfresh(List.of(third, fourth)));
        gateway.awaitEndpoints(third, fourth);
        gateway.awaitAnswers(500);

        assertThat(gateway.assertNothingFailed()).isGreaterThan(3_000);
        assertThat(fourth.requests()).isPositive();
      }
      line.cut();
      // Everything is gone but the file: it serves.
      try (LearningGateway gateway = LearningGateway.start(settings, source)) {
        gateway.awaitEndpoints(third, fourth);
        gateway.load();
        gateway.awaitAnswers(200);
        assertThat(gateway.assertNothingFailed()).isPositive();
        assertThat(gateway.membership().heard()).isFalse();
      }
    }
  }
}
