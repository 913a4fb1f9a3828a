package dev.weir.bench.peer;

import dev.weir.bench.process.ProcessStatistics;
import dev.weir.bench.process.ProcessStatistics.Memory;
import dev.weir.bench.process.Service;
import dev.weir.bench.process.Stage;
import org.jspecify.annotations.Nullable;

/**
 * Someone who listens.
 *
 * @param port where clients connect
 * @param service its process; null if nobody stands before the node
 */
public record Peer(PeerKind kind, int port, @Nullable Service service) {

  /** User and system time that its processes have used so far; 0 if it has none. */
  public long cpuMicros() {
    if (service == null) {
      return 0;
    }
    service.requireAlive();
    return ProcessStatistics.cpuMicros(service.handle());
  }

  public Memory memory() {
    return service == null ? Memory.NONE : ProcessStatistics.memory(service.handle());
  }

  /** Ends its processes before the stage is struck. */
  public void stop(Stage stage) {
    if (service != null) {
      stage.stop(service);
    }
  }
}
