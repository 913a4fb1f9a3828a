package dev.weir.bench.micro;

import dev.weir.gateway.http.Head;
import dev.weir.gateway.http.HeadParser;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.HttpRequestDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
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
 * A request's head out of a direct buffer: Weir's parser beside Netty's decoder on the same bytes.
 * Netty's is called without its pipeline around it, so that only the parsing is compared. It gives
 * a map of strings and Weir's offsets into bytes; that is the difference that is measured.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class HeadBench {
  private static final int MAX_HEAD = 64 * 1024;

  /** Which client's head. */
  public enum Sender {
    /** Five fields. */
    CURL(
        """
        POST /bills/_search HTTP/1.1
        Host: search.example.com:9200
        User-Agent: curl/7.88.1
        Accept: */*
        Content-Type: application/json
        Content-Length: 0

        """),
    /** What stands before a service in a mesh: thirteen fields. */
    SERVICE(
        """
        POST /bills-2026-01,bills-2026-02/_search?ignore_unavailable=true&typed_keys=true HTTP/1.1
        Host: search.example.com:9200
        User-Agent: opensearch-java/3.7.0 (Java/25)
        Accept: application/json
        Accept-Encoding: gzip,x-gzip,deflate
        Authorization: Basic dGhpcy1pcy1hLXVzZXI6YW5kLWl0cy1wYXNzd29yZA==
        Connection: keep-alive
        Content-Type: application/json; charset=UTF-8
        X-Opaque-Id: 6f0a1c2e-48d1-4b0e-9a57-0b6c3f3d0f11
        X-Request-Id: 0d2e5b7c-91aa-4f3b-8d64-5e2f7a9b1c34
        X-Forwarded-For: 10.12.1.7, 10.12.0.3
        X-Forwarded-Proto: https
        traceparent: 00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01
        Content-Length: 0

        """);

    private final String head;

    Sender(String head) {
      this.head = head;
    }

    byte[] bytes() {
      return head.replace("\n", "\r\n").getBytes(StandardCharsets.US_ASCII);
    }
  }

  /** Netty's decoder without the handler around it. */
  static final class BareDecoder extends HttpRequestDecoder {
    void decodeBare(ChannelHandlerContext context, ByteBuf in, List<Object> out) throws Exception {
      decode(context, in, out);
    }
  }

  @Param({"CURL", "SERVICE"})
  private Sender sender = Sender.CURL;

  private ByteBuf bytes = Unpooled.EMPTY_BUFFER;
  private final HeadParser parser = HeadParser.ofRequests();
  private final BareDecoder decoder = new BareDecoder();
  private final ChannelHandlerContext context =
      new EmbeddedChannel(decoder).pipeline().context(decoder);
  private final List<Object> decoded = new ArrayList<>();

  /** Puts the head where a socket would: into a direct buffer. */
  @Setup
  public void fill() {
    byte[] head = sender.bytes();
    bytes = Unpooled.directBuffer(head.length).writeBytes(head);
  }

  @Benchmark
  public Head weir() {
    bytes.readerIndex(0);
    parser.begin(MAX_HEAD);
    if (parser.feed(bytes) != HeadParser.Progress.COMPLETE) {
      throw new IllegalStateException("not a head");
    }
    return parser.head();
  }

  @Benchmark
  public Object netty() throws Exception {
    bytes.readerIndex(0);
    decoded.clear();
    decoder.decodeBare(context, bytes, decoded);
    if (decoded.size() != 2) {
      throw new IllegalStateException("not a message: " + decoded);
    }
    return decoded.get(0);
  }
}
