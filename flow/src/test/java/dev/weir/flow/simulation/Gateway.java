package dev.weir.flow.simulation;

/** Takes requests from clients, and tells the report what became of them. */
interface Gateway {
  /** A request comes now. */
  void take();
}
