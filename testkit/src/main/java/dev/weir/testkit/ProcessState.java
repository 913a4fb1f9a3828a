package dev.weir.testkit;

/** How a server's process is. */
public enum ProcessState {
  /** Launched, not ready yet. */
  STARTING,
  /** Ready, and running as far as anyone told it. */
  UP,
  /** Stopped by {@code SIGSTOP}: holds its sockets, answers nothing. */
  FROZEN,
  /** Ended by {@code SIGKILL}. */
  KILLED,
  /** Ended in any other way. */
  STOPPED
}
