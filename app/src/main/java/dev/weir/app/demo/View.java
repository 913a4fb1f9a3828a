package dev.weir.app.demo;

/** Where scenes are shown. Used by one thread. */
interface View extends AutoCloseable {
  void show(Scene scene);

  /** Leaves the screen as it was found, so that plain lines can follow. */
  @Override
  void close();
}
