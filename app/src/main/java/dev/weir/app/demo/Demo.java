package dev.weir.app.demo;

import dev.weir.app.demo.Scene.Running;
import dev.weir.testkit.load.BillWorkload;
import dev.weir.testkit.load.Bills;
import dev.weir.testkit.load.LoadFigures;
import dev.weir.testkit.load.LoadGenerator;
import dev.weir.testkit.load.LoadOptions;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** One run of the demo: up, load, down. Runs on the calling thread. */
final class Demo {
  private static final Duration FRAME = Duration.ofMillis(200);
  private static final Duration DRAIN = Duration.ofSeconds(11);
  private static final long SEED = 1;

  private final DemoOptions options;
  private final Console console;
  private final EventLog events = new EventLog(System::nanoTime);
  private final CountDownLatch quit = new CountDownLatch(1);
  private final Sparkline rates = new Sparkline(Picture.SPARKS);
  private final Sparkline tails = new Sparkline(Picture.SPARKS);
  private volatile boolean running;

  Demo(DemoOptions options, Console console) {
    this.options = options;
    this.console = console;
  }

  /**
   * Runs it to its end.
   *
   * @throws IOException if it does not come up
   */
  Outcome run() throws IOException {
    Bills bills = new Bills(SEED, options.bills());
    try (River river = start(bills);
        Faults faults = new Faults(river.cluster(), events);
        Control control = Control.start(faults, ControlFile.usual());
        LoadGenerator load =
            LoadGenerator.start(
                LoadOptions.of(river.uri(), river.rate()), new BillWorkload(River.INDEX, bills))) {
      Thread atExit = new Thread(() -> leave(control), "demo-exit");
      Runtime.getRuntime().addShutdownHook(atExit);
      Keys keys = new Keys(options.nodes(), faults::begin, quit::countDown);
      console.listen(keys::press, quit::countDown);
      running = true;
      events.begin();
      if (river.rate() < options.rate()) {
        events.add(Tone.WARNING, "this machine is busy or slow, so the load is a lighter one");
      }
      events.add(Tone.GOOD, "the load begins: %d requests/s".formatted(river.rate()));
      watch(river, load, keys);
      Duration length = events.elapsed();
      load.drain(DRAIN);
      LoadFigures total = load.total();
      Runtime.getRuntime().removeShutdownHook(atExit);
      return new Outcome(options, river.rate(), length, total, events.all());
    }
  }

  /** Starts the river on a thread of its own, so that this one can show how it goes. */
  private River start(Bills bills) throws IOException {
    Progress progress = new Progress(options.nodes(), System::nanoTime, events);
    console.listen(key -> abandonOn(key == 'q'), () -> abandonOn(true));
    CompletableFuture<River> river = new CompletableFuture<>();
    Thread.ofPlatform()
        .daemon()
        .name("demo-start")
        .start(
            () -> {
              try {
                river.complete(River.open(options, bills, progress, events));
              } catch (IOException | RuntimeException e) {
                river.completeExceptionally(e);
              }
            });
    while (!river.isDone()) {
      console.view().show(progress.scene());
      pause(Duration.ofMillis(100));
    }
    console.view().show(progress.scene());
    try {
      return river.join();
    } catch (CompletionException e) {
      throw e.getCause() instanceof IOException cause ? cause : new IOException(e.getCause());
    }
  }

  private void watch(River river, LoadGenerator load, Keys keys) {
    LoadFigures last = load.interval();
    Duration nextSecond = Duration.ofSeconds(1);
    Duration length = options.length();
    while (quit.getCount() > 0 && (length == null || events.elapsed().compareTo(length) < 0)) {
      Duration elapsed = events.elapsed();
      if (elapsed.compareTo(nextSecond) >= 0) {
        nextSecond = nextSecond.plusSeconds(1);
        last = load.interval();
        rates.add(last.perSecond());
        tails.add(last.latency().p99());
      }
      console
          .view()
          .show(
              new Running(
                  elapsed,
                  length,
                  river.uri(),
                  load.inFlight(),
                  last,
                  load.total(),
                  rates.values(),
                  tails.values(),
                  river.nodes(),
                  events.all(),
                  keys.question()));
      pause(FRAME);
    }
  }

  private void pause(Duration time) {
    try {
      var _ = quit.await(time.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      quit.countDown();
    }
  }

  /** While things come up there is nothing to sum up: the nodes' own exit hooks clear away. */
  private void abandonOn(boolean asked) {
    if (asked && !running) {
      Thread.ofPlatform().name("demo-abandon").start(() -> System.exit(130));
    }
  }

  private void leave(Control control) {
    try {
      control.close();
      console.close();
    } catch (IOException e) {
      // The process is ending; the file names a port that nobody answers.
    }
  }
}
