package dev.weir.bench.micro;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.weir.search.profile.QueryProfiler;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/**
 * The profile of a search's body beside Jackson's tree of the same bytes, and beside Jackson's
 * parser that only goes from token to token.
 *
 * <p>Long lists of values, which are what makes a body large, are profiled some four to six times
 * as quickly as a tree is made of them. A body of clauses takes about as long as its tree, without
 * its garbage: half goes into finding names and values, half into what they mean, and in neither is
 * there a place that takes more than a few percent. To be much quicker, a search would have to be
 * known by its bytes before it is read.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class ProfileBench {
  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final JsonFactory JSON = new JsonFactory();

  @Param({"SEARCH", "DASHBOARD", "LARGE", "TERMS", "NUMBERS"})
  public SearchBodies body = SearchBodies.SEARCH;

  private final QueryProfiler profiler = new QueryProfiler();
  private byte[] bytes = {};
  private ByteBuffer direct = ByteBuffer.allocate(0);

  @Setup
  public void make() {
    bytes = body.bytes();
    direct = ByteBuffer.allocateDirect(bytes.length).put(bytes).flip();
  }

  @Benchmark
  public long profile() {
    profiler.begin();
    profiler.feed(bytes, 0, bytes.length);
    return profiler.end().fingerprint();
  }

  /** As it comes from a socket. */
  @Benchmark
  public long profileOfDirectBuffer() {
    profiler.begin();
    profiler.feed(direct);
    return profiler.end().fingerprint();
  }

  @Benchmark
  public JsonNode jacksonTree() throws IOException {
    return MAPPER.readTree(bytes);
  }

  @Benchmark
  public int jacksonTokens() throws IOException {
    int tokens = 0;
    try (JsonParser parser = JSON.createParser(bytes)) {
      while (parser.nextToken() != null) {
        tokens++;
      }
    }
    return tokens;
  }
}
