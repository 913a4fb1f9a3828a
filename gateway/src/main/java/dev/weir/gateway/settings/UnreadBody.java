package dev.weir.gateway.settings;

/**
 * What a rule that is enforced makes of a body that could not be read to its end, so that it cannot
 * be judged.
 */
public enum UnreadBody {
  REFUSE,
  PASS
}
