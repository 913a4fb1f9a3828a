package dev.weir.bench.process;

/** A run cannot go on; the message is all that its reader needs. */
public final class BenchFailure extends RuntimeException {
  private static final long serialVersionUID = 1;

  public BenchFailure(String message) {
    super(message);
  }

  public BenchFailure(String message, Throwable cause) {
    super(message, cause);
  }
}
