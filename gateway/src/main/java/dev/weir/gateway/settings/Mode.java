package dev.weir.gateway.settings;

/** Whether something acts, or only tells what it would have done. */
public enum Mode {
  ENFORCE,
  OBSERVE
}
