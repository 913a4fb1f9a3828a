package dev.weir.app;

/** What the program ends with; the same for every command. */
public final class ExitCodes {
  /** All went well. */
  public static final int DONE = 0;

  /** What was asked for could not be done; the reason has been said. */
  public static final int FAILED = 1;

  /** The command line was not understood. */
  public static final int USAGE = 2;

  /** Ended by a second signal before exchanges in flight were over. */
  public static final int CUT = 130;

  private ExitCodes() {}
}
