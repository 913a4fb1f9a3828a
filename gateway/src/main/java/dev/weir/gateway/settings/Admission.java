package dev.weir.gateway.settings;

/** Whether a request goes on. */
public enum Admission {
  /** It goes on. */
  PASS,
  /** It is turned away. */
  REFUSE
}
