package dev.weir.bench.micro;

import static java.nio.charset.StandardCharsets.US_ASCII;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.weir.search.profile.QueryProfiler;
import dev.weir.search.profile.Stencils;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Random;
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
 * parser that only goes from token to token. Each call reads another of {@value #BODIES} bodies
 * that differ in their values.
 *
 * <p>Long lists of values, which are what makes a body large, are profiled some four to six times
 * as quickly as a tree is made of them. A body of clauses takes about as long as its tree, without
 * its garbage, if its form is not known: half goes into finding names and values, half into what
 * they mean, and in neither is there a place that takes more than a few percent. If its form is
 * known, it is not read.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class ProfileBench {
  private static final int BODIES = 64;
  private static final byte[] END =
      ",\"timeout\":\"00000000ms\",\"version\":true}".getBytes(US_ASCII);

  /** Where in that the digits end, from behind. */
  private static final int BEHIND_DIGITS = "ms\",\"version\":true}".length();

  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final JsonFactory JSON = new JsonFactory();

  @Param({"SEARCH", "DASHBOARD", "LARGE", "TERMS", "NUMBERS"})
  public SearchBodies body = SearchBodies.SEARCH;

  private final QueryProfiler profiler = new QueryProfiler();
  private final QueryProfiler knowing = new QueryProfiler(new Stencils());
  private final byte[][] bodies = new byte[BODIES][];
  private ByteBuffer direct = ByteBuffer.allocate(0);
  private int next;
  private byte[] once = {};
  private int number;

  @Setup
  public void make() {
    Random random = new Random(20_261_121);
    for (int i = 0; i < BODIES; i++) {
      bodies[i] = body.bytes(random);
    }
    byte[] bytes = bodies[0];
    direct = ByteBuffer.allocateDirect(bytes.length).put(bytes).flip();
    int end = bytes.length - 1;
    while (bytes[end] != '}') {
      end--;
    }
    once = Arrays.copyOf(bytes, end + END.length);
    System.arraycopy(END, 0, once, end, END.length);
    for (int i = 0; i < BODIES; i++) {
      long _ = profileOfKnownForm();
    }
  }

  private byte[] nextBody() {
    return bodies[next++ & (BODIES - 1)];
  }

  @Benchmark
  public long profile() {
    return profile(profiler, nextBody());
  }

  /** By a profiler that has seen the form before. */
  @Benchmark
  public long profileOfKnownForm() {
    return profile(knowing, nextBody());
  }

  /** By such a profiler, of bodies that are alike to their end nearly, and never fit. */
  @Benchmark
  public long profileOfNoKnownForm() {
    return profile(knowing, nextOnce());
  }

  /** Of the same bodies, by a profiler that knows no forms. */
  @Benchmark
  public long profileOfNoKnownFormUnasked() {
    return profile(profiler, nextOnce());
  }

  private byte[] nextOnce() {
    int left = number++;
    for (int i = 1; i <= 8; i++) {
      once[once.length - BEHIND_DIGITS - i] = (byte) ('0' + left % 10);
      left /= 10;
    }
    return once;
  }

  private static long profile(QueryProfiler profiler, byte[] bytes) {
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
    return MAPPER.readTree(nextBody());
  }

  @Benchmark
  public int jacksonTokens() throws IOException {
    int tokens = 0;
    try (JsonParser parser = JSON.createParser(nextBody())) {
      while (parser.nextToken() != null) {
        tokens++;
      }
    }
    return tokens;
  }
}
