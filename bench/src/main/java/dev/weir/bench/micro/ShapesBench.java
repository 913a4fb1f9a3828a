package dev.weir.bench.micro;

import dev.weir.search.answer.AnswerFigures;
import dev.weir.search.shape.Ending;
import dev.weir.search.shape.ShapeReport;
import dev.weir.search.shape.ShapeTable;
import dev.weir.search.shape.Sighting;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/**
 * What it costs to record a search in a full table of a thousand shapes: of a shape that is known,
 * and of one that takes another's place; to read the beginning of its answer; and, for whoever
 * looks, to add up two full tables.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class ShapesBench {
  private static final int MOST = 1_000;
  private static final byte[] ANSWER =
      ("{\"took\":37,\"timed_out\":false,\"_shards\":{\"total\":6,\"successful\":6,\"skipped\":0,"
              + "\"failed\":0},\"hits\":{\"total\":{\"value\":1234,\"relation\":\"eq\"}")
          .getBytes(StandardCharsets.US_ASCII);

  private final ShapeTable table = new ShapeTable(MOST, 0);
  private final ShapeTable other = new ShapeTable(MOST, 0);
  private final Sighting sighting = new Sighting();
  private final AnswerFigures answer = new AnswerFigures();
  private long next = 1;
  private long now;

  @Setup
  public void fill() {
    for (int i = 0; i < MOST; i++) {
      see(table, i);
      see(other, i);
    }
  }

  private void see(ShapeTable into, long shape) {
    now += 10_000;
    sighting.begin(shape * 0x9E3779B97F4A7C15L, "search", "shop");
    sighting.indices("bills");
    sighting.ended(Ending.ANSWERED, 3_000_000, 2_000);
    sighting.answer(2, 10, 3, false);
    sighting.cost(7.5);
    into.record(sighting, now, now / 1_000_000);
  }

  @Benchmark
  public ShapeTable recordKnown() {
    see(table, next++ % MOST);
    return table;
  }

  @Benchmark
  public ShapeTable recordNew() {
    see(other, next++);
    return other;
  }

  @Benchmark
  public long readAnswer() {
    answer.begin();
    for (int i = 0; i < ANSWER.length && answer.take(ANSWER[i]); i++) {}
    return answer.hits();
  }

  @Benchmark
  public ShapeReport report() {
    return ShapeReport.of(List.of(table, other), now);
  }
}
