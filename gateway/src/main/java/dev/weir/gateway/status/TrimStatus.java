package dev.weir.gateway.status;

/**
 * Answers that were trimmed, since the start.
 *
 * @param trimmed how many
 * @param untouched how many were to be trimmed and were not: packed, or no JSON
 */
public record TrimStatus(long trimmed, long untouched) {
  public static final TrimStatus NONE = new TrimStatus(0, 0);
}
