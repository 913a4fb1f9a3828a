package dev.weir.testkit.load;

import dev.weir.testkit.load.Bill.Kind;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * All bills there could ever be: bill number <i>n</i> is a pure function of the seed and <i>n</i>,
 * so that any part can be made again, in any order, on any thread.
 */
public final class Bills {
  /** The last instant at which a bill of the first {@code population} was made. */
  public static final Instant NEWEST = Instant.parse("2026-06-30T00:00:00Z");

  private static final Duration SPAN = Duration.ofDays(365);
  private static final List<String> CURRENCIES = List.of("EUR", "EUR", "EUR", "USD", "GBP");
  private static final List<String> CATEGORIES =
      List.of("groceries", "energy", "rent", "travel", "health", "telecom", "leisure", "insurance");
  private static final List<String> THINGS =
      List.of("order", "invoice", "subscription", "ticket", "booking", "repair", "delivery", "fee");
  private static final List<String> TAGS =
      List.of("monthly", "refundable", "gift", "urgent", "paperless", "split", "first");

  private final long seed;
  private final int population;
  private final int users;
  private final int businesses;
  private final int merchants;

  /**
   * Bills in numbers that suit an index of the given size.
   *
   * @param population bills that are loaded first; later numbers are newer bills of the same owners
   */
  public Bills(long seed, int population) {
    this.seed = seed;
    this.population = population;
    users = Math.max(1, population / 4);
    businesses = Math.max(1, population / 60);
    merchants = Math.max(1, population / 30);
  }

  public int population() {
    return population;
  }

  /** Bill number {@code n}, from 0. */
  public Bill bill(long n) {
    SplittableRandom random = new SplittableRandom(seed * 0x9E3779B97F4A7C15L + n);
    random.nextLong();
    int dice = random.nextInt(10);
    Kind kind = dice < 7 ? Kind.PERSONAL : dice < 9 ? Kind.MERCHANT : Kind.BUSINESS;
    String owner = kind == Kind.BUSINESS ? business(random) : user(random);
    String category = pick(random, CATEGORIES);
    Instant created = createdAt(n, random);
    Instant paid = paidAt(created, random);
    return new Bill(
        id(n),
        kind,
        owner,
        merchant(random),
        amount(kind, random),
        pick(random, CURRENCIES),
        paid == null ? (random.nextInt(5) == 0 ? "overdue" : "open") : "paid",
        category,
        category + " " + pick(random, THINGS) + " " + random.nextInt(1_000, 100_000),
        created,
        paid,
        random.nextInt(3) == 0
            ? List.of()
            : List.of(pick(random, TAGS), CATEGORIES.get(random.nextInt(4)) + "-plan"));
  }

  /** The document id of bill {@code n}. */
  public static String id(long n) {
    return "b%09d".formatted(n);
  }

  /** A user, each as likely as the other. */
  public String user(SplittableRandom random) {
    return "u" + random.nextInt(users);
  }

  /** A business; the first tenth has a third of the bills. */
  public String business(SplittableRandom random) {
    double x = random.nextDouble();
    return "c" + (int) (x * x * businesses);
  }

  /** A merchant, the k-th of them with a likelihood of about 1/k (Zipf). */
  public String merchant(SplittableRandom random) {
    return "m" + ((int) Math.pow(merchants + 1.0, random.nextDouble()) - 1);
  }

  private static Instant createdAt(long n, SplittableRandom random) {
    return NEWEST.minusMillis(random.nextLong(SPAN.toMillis())).plusMillis(n % 1_000);
  }

  private static @Nullable Instant paidAt(Instant created, SplittableRandom random) {
    return random.nextInt(10) < 8 ? created.plusSeconds(random.nextInt(1, 20 * 86_400)) : null;
  }

  private static long amount(Kind kind, SplittableRandom random) {
    // Log-normal: many small sums, few large ones.
    double scale = kind == Kind.PERSONAL ? 7.8 : kind == Kind.MERCHANT ? 8.5 : 10.5;
    double gauss = 0;
    for (int i = 0; i < 12; i++) {
      gauss += random.nextDouble();
    }
    return Math.max(1, Math.round(Math.exp(scale + gauss - 6)));
  }

  private static String pick(SplittableRandom random, List<String> words) {
    return words.get(random.nextInt(words.size()));
  }
}
