package dev.weir.gateway.shape;

import dev.weir.gateway.settings.ShapeSample;
import dev.weir.gateway.settings.ShapesSettings;
import dev.weir.search.shape.ShapeReport;
import dev.weir.search.shape.ShapeTable;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * The shapes of all searches: each event loop records those of its own, without a lock, and whoever
 * asks adds up. Outlasts settings. Safe from any thread.
 */
public final class Shapes {
  private final ShapeOrders orders = new ShapeOrders();
  private final List<ShapeTable> tables = new ArrayList<>();

  @SuppressWarnings("ThreadLocalUsage") // One for each gateway, of which there are few.
  private final ThreadLocal<Visits> own = ThreadLocal.withInitial(this::newLoop);

  private volatile ShapesSettings settings = ShapesSettings.defaults();

  private synchronized Visits newLoop() {
    ShapeTable table = new ShapeTable(settings.most(), System.nanoTime());
    tables.add(table);
    return new Visits(this, orders, table);
  }

  /** The calling thread's own. */
  public Visits loop() {
    return own.get();
  }

  /** Takes other settings. */
  public void use(ShapesSettings wanted) {
    settings = wanted;
  }

  boolean keepsSamples() {
    return settings.sample() != ShapeSample.NONE;
  }

  boolean keepsValues() {
    return settings.sample() == ShapeSample.WHOLE;
  }

  /** What is known at this moment. */
  public ShapeReport report() {
    List<ShapeTable> all;
    synchronized (this) {
      all = List.copyOf(tables);
    }
    return ShapeReport.of(all, System.nanoTime());
  }

  /** What was ordered by hand and stands at this moment. */
  public List<OrderStatus> orders() {
    return orders.status(System.nanoTime());
  }

  /**
   * Blocks a shape, or limits it, from now on.
   *
   * @param requests how many may pass within the time; 0: none
   * @param time how long it lasts
   * @param why as it is shown
   * @return whether there was room for another order
   * @throws IllegalArgumentException if there cannot be such a limit; nothing has changed then
   */
  public boolean order(long fingerprint, int requests, Duration within, Duration time, String why) {
    Instant instant = Instant.now();
    return orders.put(
        new ShapeOrder(fingerprint, requests, within, instant, instant.plus(time), why),
        System.nanoTime(),
        instant);
  }

  /** Puts an order in force again that was kept over a restart; nothing if its time is over. */
  public boolean restore(ShapeOrder order) {
    return orders.put(order, System.nanoTime(), Instant.now());
  }

  /** Takes an order back; tells whether there was one. */
  public boolean free(long fingerprint) {
    return orders.remove(fingerprint, System.nanoTime());
  }
}
