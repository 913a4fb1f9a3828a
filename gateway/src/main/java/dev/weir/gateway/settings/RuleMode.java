package dev.weir.gateway.settings;

/** What becomes of a search that a rule has found something in. */
public enum RuleMode {
  /** The rule does not look. */
  OFF,
  /** It passes, and is counted. */
  OBSERVE,
  /** It passes, is counted, and its answer says so in a {@code Warning}. */
  WARN,
  /** It is refused. */
  ENFORCE
}
