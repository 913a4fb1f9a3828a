package dev.weir.search.shape;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What several tables know, added up at one moment.
 *
 * @param shapes in no particular order
 * @param count searches in all, those of forgotten shapes included
 * @param cost units that they have cost in all
 * @param rate searches each second, of late
 * @param costRate units of cost each second, of late
 * @param evicted how often a shape was forgotten for another
 */
public record ShapeReport(
    List<ShapeStatus> shapes, long count, double cost, double rate, double costRate, long evicted) {
  /** Nothing was seen. */
  public static final ShapeReport NONE = new ShapeReport(List.of(), 0, 0, 0, 0, 0);

  /** By what shapes can be ordered, the most first. */
  public enum Order {
    SHARE,
    RATE,
    COUNT,
    COST,
    P50,
    P95,
    P99,
    TOOK,
    HITS,
    BYTES,
    REFUSED,
    FAILED,
    LAST_SEEN;

    private double of(ShapeStatus shape) {
      return switch (this) {
        case SHARE -> shape.share();
        case RATE -> shape.rate();
        case COUNT -> shape.count();
        case COST -> shape.cost();
        case P50 -> shape.p50();
        case P95 -> shape.p95();
        case P99 -> shape.p99();
        case TOOK -> shape.took();
        case HITS -> shape.hits();
        case BYTES -> shape.bytes();
        case REFUSED -> shape.refused();
        case FAILED -> shape.failed();
        case LAST_SEEN -> shape.lastSeen();
      };
    }

    /** As one asks for it: {@code last-seen}. */
    public String text() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  public ShapeReport {
    shapes = List.copyOf(shapes);
  }

  /** Adds tables up; from any thread. */
  public static ShapeReport of(List<ShapeTable> tables, long now) {
    Map<Long, ShapeSum> sums = new LinkedHashMap<>();
    long count = 0;
    double cost = 0;
    double rate = 0;
    double costLately = 0;
    double costRate = 0;
    long evicted = 0;
    for (ShapeTable table : tables) {
      for (int i = 0; i < table.most(); i++) {
        ShapeFigures figures = table.figures(i);
        if (figures == null) {
          break;
        }
        figures.addTo(sums.computeIfAbsent(figures.fingerprint, ShapeSum::new), now);
      }
      count += table.total().count();
      cost += table.total().cost();
      rate += table.total().rate(now);
      costLately += table.total().costLately(now);
      costRate += table.total().costRate(now);
      evicted += table.evicted();
    }
    List<ShapeStatus> shapes = new ArrayList<>(sums.size());
    for (ShapeSum sum : sums.values()) {
      shapes.add(sum.status(costLately));
    }
    return new ShapeReport(shapes, count, cost, rate, costRate, evicted);
  }

  /** The first few in an order. */
  public List<ShapeStatus> first(int limit, Order order) {
    return shapes.stream()
        .sorted(
            Comparator.comparingDouble(order::of)
                .reversed()
                .thenComparingLong(ShapeStatus::fingerprint))
        .limit(limit)
        .toList();
  }
}
