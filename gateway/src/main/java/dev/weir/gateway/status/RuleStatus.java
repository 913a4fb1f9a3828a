package dev.weir.gateway.status;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One rule for queries at one moment.
 *
 * @param rule its id
 * @param description what it looks for, and why
 * @param mode what becomes of what it finds, for searches that no part of the configuration is for
 * @param limit what still passes, for those; 0 where there is no number to it
 * @param parts as the configuration has it for some searches, in order
 * @param byHand what a hand has set for all searches; null if none has
 * @param observed how often it has found something and let it pass, by tenant
 * @param warned the same with a warning
 * @param refused how often it has refused, by tenant
 * @param lacked how often it could not judge for want of a fact
 * @param last what it has found last; null if nothing yet
 */
public record RuleStatus(
    String rule,
    String description,
    String mode,
    long limit,
    List<Part> parts,
    @Nullable ByHand byHand,
    Map<String, Long> observed,
    Map<String, Long> warned,
    Map<String, Long> refused,
    long lacked,
    @Nullable Example last) {
  public RuleStatus {
    parts = List.copyOf(parts);
    observed = Map.copyOf(observed);
    warned = Map.copyOf(warned);
    refused = Map.copyOf(refused);
  }

  /** How it is applied to some searches. */
  public record Part(String mode, long limit) {}

  /** What a hand has set. */
  public record ByHand(String mode, Instant until, String why) {}

  /**
   * A search in which it has found something, without any value of the query.
   *
   * @param indices as the search names them; empty if it names none
   * @param shape the fingerprint
   * @param what what was found
   */
  public record Example(
      Instant at, String tenant, String operation, String indices, String shape, String what) {}
}
