package dev.weir.gateway.status;

import dev.weir.flow.demand.Peaks;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What has been asked for, by those that asked for most.
 *
 * @param by what tells them apart, as limits do
 * @param limit the observed limit whose requests these are; null for all requests
 * @param time for which this has been looked at
 * @param mostKeys how many are known at a time
 * @param unseen requests of others, for whom there was no room
 * @param forgotten those that gave their place to others
 * @param keys the one that asked for most first
 */
public record DemandStatus(
    String by,
    @Nullable String limit,
    Duration time,
    int mostKeys,
    long unseen,
    long forgotten,
    List<OfKey> keys) {
  /** What one has asked for. */
  public record OfKey(String key, Peaks peaks) {}

  public DemandStatus {
    keys = List.copyOf(keys);
  }
}
