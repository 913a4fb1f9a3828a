package dev.weir.search.json;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.util.Random;
import java.util.Set;

/** What a scanner made of some bytes. */
record Scan(String events, Set<Oddity> oddities, long position) {
  static final Bounds BOUNDS = new Bounds(64, 1000, 1 << 20);

  static Scan of(String text) {
    return of(text.getBytes(UTF_8));
  }

  static Scan of(byte[] bytes) {
    return of(bytes, BOUNDS, bytes.length + 1);
  }

  /** In pieces of that size. */
  static Scan of(byte[] bytes, Bounds bounds, int piece) {
    Recorder recorder = new Recorder();
    Oddities oddities = new Oddities();
    JsonScanner scanner = new JsonScanner(recorder, bounds, oddities);
    scanner.begin();
    for (int at = 0; at < bytes.length; at += piece) {
      scanner.feed(bytes, at, Math.min(bytes.length, at + piece));
    }
    scanner.end();
    return new Scan(recorder.toString(), oddities.toSet(), scanner.position());
  }

  /** In pieces of any size, in arrays and in buffers outside of the heap. */
  static Scan inPieces(byte[] bytes, Random random) {
    Recorder recorder = new Recorder();
    Oddities oddities = new Oddities();
    JsonScanner scanner = new JsonScanner(recorder, BOUNDS, oddities);
    scanner.begin();
    int at = 0;
    while (at < bytes.length) {
      int end = Math.min(bytes.length, at + random.nextInt(9));
      if (random.nextBoolean()) {
        scanner.feed(bytes, at, end);
      } else {
        ByteBuffer direct = ByteBuffer.allocateDirect(end - at).put(bytes, at, end - at).flip();
        scanner.feed(direct);
      }
      at = end;
    }
    scanner.end();
    return new Scan(recorder.toString(), oddities.toSet(), scanner.position());
  }
}
