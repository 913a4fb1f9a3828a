package dev.weir.app.accesslog;

/** How many lines the access log has seen since the start. Read from any thread. */
public interface AccessLogCounts {
  /** Lines that were written. */
  long written();

  /** Lines that were dropped: the queue was full, or the file could not be written. */
  long dropped();
}
