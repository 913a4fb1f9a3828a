package dev.weir.gateway.exchange;

import dev.weir.gateway.filter.Reply;
import dev.weir.gateway.http.Head;
import dev.weir.gateway.settings.AllOutSettings;
import dev.weir.gateway.settings.RouteSettings;
import dev.weir.gateway.upstream.RouteGuard;
import dev.weir.gateway.upstream.UpstreamCluster;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Requests whose path begins with a prefix, byte for byte, go to a cluster. Immutable. */
public final class Route {
  private final String name;
  private final byte[] prefix;
  private final RouteGuard guard;
  private final @Nullable Reply answerWhenAllOut;
  private final long deadlineNanos;

  public Route(RouteSettings settings, RouteGuard guard) {
    this.name = settings.name();
    // Without its slash: a target may come without one, too.
    this.prefix = settings.pathPrefix().substring(1).getBytes(StandardCharsets.ISO_8859_1);
    this.guard = guard;
    AllOutSettings allOut = settings.whenAllOut();
    this.answerWhenAllOut =
        allOut.choice() == AllOutSettings.Choice.ANSWER
            ? Reply.json(allOut.status(), allOut.body())
            : null;
    this.deadlineNanos = settings.deadline() == null ? 0 : settings.deadline().toNanos();
  }

  public String name() {
    return name;
  }

  /** Its own cluster, wherever its requests go at the moment. */
  UpstreamCluster cluster() {
    return guard.primary();
  }

  /** Whether its requests go to its cluster, to the standby, or nowhere. */
  RouteGuard guard() {
    return guard;
  }

  /** What is answered when no node is well; null if that is a refusal. */
  @Nullable Reply answerWhenAllOut() {
    return answerWhenAllOut;
  }

  /** In which its requests must be answered; 0 if only the cluster's deadline counts. */
  long deadlineNanos() {
    return deadlineNanos;
  }

  /** Whether a target, which begins at {@code from}, takes this route. */
  boolean fits(Head head, int from) {
    byte[] bytes = head.bytes();
    int at = from < head.targetEnd() && bytes[from] == '/' ? from + 1 : from;
    if (head.targetEnd() - at < prefix.length) {
      return false;
    }
    for (int i = 0; i < prefix.length; i++) {
      if (bytes[at + i] != prefix[i]) {
        return false;
      }
    }
    return true;
  }
}
