package dev.weir.gateway.tenant;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class VerificationTest {
  private final Verification verification = new Verification("test", 8, 3);
  private final CountDownLatch go = new CountDownLatch(1);
  private final AtomicInteger verified = new AtomicInteger();

  @AfterEach
  void stop() {
    go.countDown();
    verification.close();
  }

  @Test
  void shouldVerifyOnceForAllWhoShowTheSame() throws Exception {
    AtomicInteger waiting = new AtomicInteger();
    CompletableFuture<Proof> first = verification.verify(Digest.of("a"), waiting, this::right);
    CompletableFuture<Proof> second = verification.verify(Digest.of("a"), waiting, this::right);

    go.countDown();

    assertThat(get(first)).isInstanceOf(Proof.Right.class);
    assertThat(second).isSameAs(first);
    assertThat(verified).hasValue(1);
    assertThat(verification.recall(Digest.of("a"), System.nanoTime())).isEqualTo(get(first));
    assertThat(waiting).hasValue(0);
  }

  @Test
  void shouldTurnAwayWhoeverIsTooMany() throws Exception {
    List<CompletableFuture<Proof>> all = new ArrayList<>();
    for (int i = 0; i < 12; i++) {
      all.add(verification.verify(Digest.of("" + i), new AtomicInteger(), this::right));
    }

    // One is being verified, eight wait.
    assertThat(all.stream().filter(CompletableFuture::isDone)).hasSize(3);
    go.countDown();
    for (CompletableFuture<Proof> each : all) {
      get(each);
    }
    assertThat(verified).hasValue(9);
    assertThat(verification.status().busy()).isEqualTo(3);
  }

  @Test
  void shouldKeepGuessesAtOneNameFromTheOthers() throws Exception {
    AtomicInteger attacked = new AtomicInteger();
    List<CompletableFuture<Proof>> guesses = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      guesses.add(verification.verify(Digest.of("guess", "" + i), attacked, this::wrong));
    }
    CompletableFuture<Proof> other =
        verification.verify(Digest.of("other"), new AtomicInteger(), this::right);

    assertThat(guesses.stream().filter(CompletableFuture::isDone)).hasSize(97);
    go.countDown();

    assertThat(get(other)).isInstanceOf(Proof.Right.class);
  }

  @Test
  void shouldLookAgainWhenItsTimeIsOver() throws Exception {
    go.countDown();
    long until = System.nanoTime() + TimeUnit.HOURS.toNanos(1);
    Digest token = Digest.of("token");

    get(
        verification.verify(
            token, new AtomicInteger(), () -> new Proof.Right(List.of("a"), "b", until)));

    assertThat(verification.recall(token, until - 1)).isNotNull();
    assertThat(verification.recall(token, until)).isNull();
  }

  @Test
  void shouldTakeAFailureForNotRight() throws Exception {
    CompletableFuture<Proof> failed =
        verification.verify(
            Digest.of("a"),
            new AtomicInteger(),
            () -> {
              throw new IllegalStateException("hush");
            });

    assertThat(get(failed)).isInstanceOf(Proof.NotRight.class);
    assertThat(get(failed).toString()).doesNotContain("hush");
  }

  @Test
  void shouldLeaveNobodyWaitingWhenItStops() throws Exception {
    CompletableFuture<Proof> begun =
        verification.verify(Digest.of("a"), new AtomicInteger(), this::right);
    CompletableFuture<Proof> waiting =
        verification.verify(Digest.of("b"), new AtomicInteger(), this::right);

    verification.close();

    assertThat(get(begun)).isNotNull();
    assertThat(get(waiting)).isInstanceOf(Proof.NotVerified.class);
  }

  private Proof right() {
    return verified(new Proof.Right(List.of(), null, Known.ever()));
  }

  private Proof wrong() {
    return verified(new Proof.NotRight("wrong"));
  }

  private Proof verified(Proof proof) {
    try {
      assertThat(go.await(20, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      return Proof.NotVerified.INSTANCE;
    }
    verified.incrementAndGet();
    return proof;
  }

  private static Proof get(CompletableFuture<Proof> proof) throws Exception {
    return proof.get(20, TimeUnit.SECONDS);
  }
}
