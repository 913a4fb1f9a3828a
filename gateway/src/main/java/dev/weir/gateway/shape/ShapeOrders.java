package dev.weir.gateway.shape;

import dev.weir.gateway.filter.Refusal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Shapes that a hand has blocked or limited, each for a time. Safe from any thread; a search is
 * asked about without a lock, and for nothing while there are no orders.
 */
public final class ShapeOrders {
  /** So many may stand at once. */
  public static final int MOST = 256;

  private static final Logger LOG = LoggerFactory.getLogger(ShapeOrders.class);

  /**
   * Orders by fingerprint. Immutable.
   *
   * @param prints in ascending order, one for each order
   */
  @SuppressWarnings("ArrayRecordComponent") // Nobody sees or compares it.
  private record Book(long[] prints, List<StandingOrder> orders) {
    static final Book EMPTY = new Book(new long[0], List.of());

    static Book of(List<StandingOrder> all) {
      List<StandingOrder> sorted = new ArrayList<>(all);
      sorted.sort(Comparator.comparingLong(each -> each.order().fingerprint()));
      return new Book(
          sorted.stream().mapToLong(each -> each.order().fingerprint()).toArray(),
          List.copyOf(sorted));
    }

    @Nullable StandingOrder find(long fingerprint) {
      int place = Arrays.binarySearch(prints, fingerprint);
      return place < 0 ? null : orders.get(place);
    }
  }

  private volatile Book book = Book.EMPTY;

  /** Whether there are orders at all. */
  boolean isEmpty() {
    return book.prints.length == 0;
  }

  /** Why a search may not pass; null if it may. Takes a permit if there is a limit. */
  @Nullable Refusal ask(long fingerprint, long now) {
    Book in = book;
    if (in.prints.length == 0) {
      return null;
    }
    StandingOrder order = in.find(fingerprint);
    if (order == null) {
      return null;
    }
    if (order.isOver(now)) {
      expire(now);
      return null;
    }
    return order.ask(now);
  }

  /**
   * Puts an order in force at once, in place of one that there may be of that shape.
   *
   * @return whether there was room
   * @throws IllegalArgumentException if there cannot be such a limit; nothing has changed then
   */
  synchronized boolean put(ShapeOrder order, long now, Instant instant) {
    expire(now);
    Duration left = Duration.between(instant, order.until());
    if (!left.isPositive()) {
      return true;
    }
    List<StandingOrder> next = new ArrayList<>(book.orders);
    next.removeIf(each -> each.order().fingerprint() == order.fingerprint());
    if (next.size() >= MOST) {
      return false;
    }
    next.add(new StandingOrder(order, now + left.toNanos(), now));
    book = Book.of(next);
    LOG.info(
        "event={} shape={} order={} until={} why=\"{}\"",
        order.isBlock() ? "shape-blocked" : "shape-limited",
        order.id(),
        order.text(),
        order.until(),
        order.why());
    return true;
  }

  /** Takes an order back; tells whether there was one. */
  synchronized boolean remove(long fingerprint, long now) {
    expire(now);
    StandingOrder before = book.find(fingerprint);
    if (before == null) {
      return false;
    }
    List<StandingOrder> next = new ArrayList<>(book.orders);
    next.remove(before);
    book = Book.of(next);
    free(before, "by hand");
    return true;
  }

  private synchronized void expire(long now) {
    List<StandingOrder> over = book.orders.stream().filter(each -> each.isOver(now)).toList();
    if (!over.isEmpty()) {
      List<StandingOrder> next = new ArrayList<>(book.orders);
      next.removeAll(over);
      book = Book.of(next);
      over.forEach(each -> free(each, "its time is over"));
    }
  }

  private static void free(StandingOrder order, String cause) {
    LOG.info(
        "event=shape-freed shape={} cause=\"{}\" refused={}",
        order.order().id(),
        cause,
        order.refused());
  }

  /** What stands at this moment. */
  List<OrderStatus> status(long now) {
    expire(now);
    return book.orders.stream().map(each -> new OrderStatus(each.order(), each.refused())).toList();
  }
}
