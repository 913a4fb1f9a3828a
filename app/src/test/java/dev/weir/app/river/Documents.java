package dev.weir.app.river;

import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/** The documents of every session: few small ones, and many that make about 10 MB together. */
final class Documents {
  static final List<Document> SMALL =
      IntStream.range(0, 20)
          .mapToObj(n -> new Document(n, "even" + n % 2, "wehr größer 水 " + n))
          .toList();
  static final List<Document> LARGE = large();

  private Documents() {}

  /**
   * @param text not indexed
   */
  record Document(int n, String kind, String text) {}

  private static List<Document> large() {
    Random random = new Random(1);
    return IntStream.range(100, 5_100)
        .mapToObj(
            n ->
                new Document(
                    n,
                    "large",
                    random
                        .ints(2_000, 'a', 'z' + 1)
                        .collect(
                            StringBuilder::new,
                            StringBuilder::appendCodePoint,
                            StringBuilder::append)
                        .toString()))
        .toList();
  }
}
