package dev.weir.gateway.discovery;

import java.util.List;

/**
 * A source of endpoints at work. It tells its {@link Listener} whole lists, on any thread but an
 * event loop, one call at a time; it goes on after every failure by itself, with growing pauses.
 */
public interface Discovery extends AutoCloseable {
  /** Who is told. Calls may block for as long as names are looked up. */
  interface Listener {
    /** The whole list, as the source has it now; the same list again is a sign of life. */
    void listed(List<Instance> instances);

    /** The source could not be asked, or said what cannot be read; the last list serves. */
    void failed(String cause);
  }

  /** Stops; nothing is told after it has returned. Does not throw. */
  @Override
  void close();
}
