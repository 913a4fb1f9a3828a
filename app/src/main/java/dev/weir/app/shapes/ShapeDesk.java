package dev.weir.app.shapes;

import dev.weir.gateway.shape.OrderStatus;
import dev.weir.gateway.shape.ShapeOrder;
import dev.weir.gateway.shape.Shapes;
import dev.weir.search.shape.ShapeReport;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where shapes are asked about, blocked and limited; keeps what was ordered in a file, if there is
 * a folder for it, so that it outlasts a restart. Safe from any thread; orders block until they are
 * kept.
 */
public final class ShapeDesk {
  private static final Logger LOG = LoggerFactory.getLogger(ShapeDesk.class);

  private final Shapes shapes;
  private final @Nullable OrderFile file;

  private ShapeDesk(Shapes shapes, @Nullable OrderFile file) {
    this.shapes = shapes;
    this.file = file;
  }

  /**
   * Puts in force again what was ordered before. What cannot be read is logged, and left as it is
   * until the next order.
   *
   * @param folder null if nothing is to be kept
   */
  public static ShapeDesk open(Shapes shapes, @Nullable Path folder) {
    OrderFile file = folder == null ? null : new OrderFile(folder);
    if (file != null) {
      try {
        for (ShapeOrder order : file.read()) {
          var _ = shapes.restore(order);
        }
      } catch (IOException | IllegalArgumentException e) {
        LOG.warn("event=shape-orders-unread error=\"{}\"", e.getMessage());
      }
    }
    return new ShapeDesk(shapes, file);
  }

  /** Whether orders outlast a restart. */
  public boolean keepsOrders() {
    return file != null;
  }

  /** What is known at this moment. */
  public ShapeReport report() {
    return shapes.report();
  }

  /** What was ordered and stands at this moment. */
  public List<OrderStatus> orders() {
    return shapes.orders();
  }

  /**
   * Blocks a shape, or limits it, at once.
   *
   * @param requests how many may pass within the time; 0: none
   * @param why as it is shown
   * @return whether there was room for another order
   * @throws IllegalArgumentException if there cannot be such a limit; nothing has changed then
   * @throws IOException if it is in force, but could not be kept
   */
  public synchronized boolean order(
      long fingerprint, int requests, Duration within, Duration time, String why)
      throws IOException {
    if (!shapes.order(fingerprint, requests, within, time, why)) {
      return false;
    }
    keep();
    return true;
  }

  /**
   * Takes an order back at once; tells whether there was one.
   *
   * @throws IOException if it is taken back, but that could not be kept
   */
  public synchronized boolean free(long fingerprint) throws IOException {
    boolean any = shapes.free(fingerprint);
    if (any) {
      keep();
    }
    return any;
  }

  private void keep() throws IOException {
    if (file != null) {
      file.write(shapes.orders().stream().map(OrderStatus::order).toList());
    }
  }
}
