package dev.weir.gateway.exchange;

import dev.weir.gateway.filter.BodyWatcher;
import dev.weir.gateway.http.BodyScanner;
import io.netty.buffer.ByteBuf;
import java.nio.ByteBuffer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Shows the beginning of an answer to those who watch it. Used by one event loop. */
final class BodyWatch implements BodyScanner.DataSink {
  /** So much of a body is shown at most. */
  private static final int MOST = 16 * 1024;

  private final Runnable onFailure;
  private List<BodyWatcher> watchers = List.of();
  private int wanted;
  private int shown;
  private final ByteWindow.Sink sink = this::show;
  private @Nullable GzipStart gzip;
  private boolean zipped;

  /**
   * @param onFailure run when a watcher throws; it sees nothing more
   */
  BodyWatch(Runnable onFailure) {
    this.onFailure = onFailure;
  }

  /** Begins with a body. */
  void begin(List<BodyWatcher> of, boolean isZipped) {
    watchers = of;
    wanted = (1 << of.size()) - 1;
    shown = 0;
    zipped = isZipped;
    if (isZipped) {
      if (gzip == null) {
        gzip = new GzipStart(sink);
      }
      gzip.begin();
    }
  }

  /** Nothing is watched any more. */
  void clear() {
    watchers = List.of();
    wanted = 0;
  }

  /** Whether nobody wants to see more. */
  boolean isOver() {
    return wanted == 0 || shown >= MOST || (zipped && (gzip == null || gzip.hasGivenUp()));
  }

  @Override
  public void data(ByteBuf buffer, int index, int length) {
    if (isOver()) {
      return;
    }
    int most = Math.min(length, MOST - shown);
    shown += most;
    if (zipped && gzip != null) {
      gzip.take(buffer, index, most);
      return;
    }
    ByteWindow.show(buffer, index, most, sink);
  }

  /** Shows a body that was gathered whole. */
  void data(ByteBuffer whole) {
    int most = Math.min(whole.remaining(), MOST);
    if (!zipped) {
      byte[] bytes = new byte[most];
      whole.get(whole.position(), bytes);
      var _ = show(bytes, 0, most);
    }
    wanted = 0;
  }

  private boolean show(byte[] bytes, int from, int to) {
    for (int i = 0; i < watchers.size(); i++) {
      int bit = 1 << i;
      if ((wanted & bit) != 0 && !wants(watchers.get(i), bytes, from, to)) {
        wanted &= ~bit;
      }
    }
    return wanted != 0;
  }

  private boolean wants(BodyWatcher watcher, byte[] bytes, int from, int to) {
    try {
      return watcher.take(bytes, from, to);
    } catch (RuntimeException e) {
      onFailure.run();
      return false;
    }
  }
}
