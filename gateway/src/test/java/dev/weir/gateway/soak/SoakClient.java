package dev.weir.gateway.soak;

import dev.weir.gateway.testing.Pause;
import dev.weir.gateway.testing.Wire;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** A client that performs its share of exchanges, one after another or a few at once. */
final class SoakClient implements Runnable {
  private static final int PIPELINES_IN_100 = 8;
  private static final String SMUGGLED = Wire.get("/smuggled");
  private static final String[] MALFORMED = {
    Wire.head("GET /x HTTP/1.1", "Host: a", "Host: b"),
    Wire.head("GET  /x HTTP/1.1", "Host: a"),
    Wire.head("POST /x HTTP/1.1", "Host: a", "Content-Length: 5", "Content-Length: 6") + "12345",
    Wire.head("POST /x HTTP/1.1", "Host: a", "Content-Length: 5", "Transfer-Encoding: chunked")
        + "0\r\n\r\n",
    "GET /x HTTP/1.1\nHost: a\n\n",
    Wire.head("GET /x HTTP/1.1", "Host: a", "X: a\0b"),
  };

  private final InetSocketAddress gateway;
  private final Tally tally;
  private final Random random;
  private final int end;
  private int next;
  private @Nullable Link link;

  /** To perform the exchanges from the first number up to, but not with, the end. */
  SoakClient(InetSocketAddress gateway, Tally tally, long seed, int first, int end) {
    this.gateway = gateway;
    this.tally = tally;
    this.random = new Random(seed + first);
    this.next = first;
    this.end = end;
  }

  @Override
  public void run() {
    while (next < end && !tally.isHopeless()) {
      List<Task> tasks = draw();
      tasks.forEach(task -> tally.count("begun"));
      try {
        boolean stays = tasks.size() > 1 ? pipeline(tasks) : perform(tasks.getFirst());
        if (!stays) {
          drop();
        }
      } catch (IOException e) {
        tally.violation(e + " in " + tasks);
        drop();
      }
    }
    drop();
  }

  private List<Task> draw() {
    if (random.nextInt(100) >= PIPELINES_IN_100 || end - next < 4) {
      return List.of(Task.draw(next++, random));
    }
    List<Task> tasks = new ArrayList<>();
    int count = 2 + random.nextInt(3);
    for (int i = 0; i < count; i++) {
      tasks.add(Task.drawPlain(next++, random));
    }
    return tasks;
  }

  private Link link() throws IOException {
    if (link == null) {
      link = Link.to(gateway);
      tally.count("connections");
    }
    return link;
  }

  private void drop() {
    if (link != null) {
      try {
        link.close();
      } catch (IOException e) {
        tally.violation("cannot close: " + e);
      }
      link = null;
    }
  }

  /** Whether the connection stays. */
  private boolean pipeline(List<Task> tasks) throws IOException {
    Link to = link();
    List<Task.Bytes> requests = new ArrayList<>();
    for (Task task : tasks) {
      requests.add(task.bytes());
    }
    Thread sender =
        Thread.ofVirtual()
            .name("sender")
            .start(
                () -> {
                  try {
                    for (Task.Bytes request : requests) {
                      to.out().write(request.all());
                    }
                  } catch (IOException e) {
                    tally.count("pipelines that could not be sent whole");
                  }
                });
    boolean stays = true;
    int taken = 0;
    while (stays && taken < tasks.size()) {
      List<Task> behind = tasks.subList(taken + 1, tasks.size());
      stays = new Taker(to, tally, tasks.get(taken), requests.get(taken), behind).take();
      taken++;
    }
    if (taken < tasks.size()) {
      tally.mayMiss(tasks.size() - taken);
      drop();
    }
    try {
      sender.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
    return stays;
  }

  private boolean perform(Task task) throws IOException {
    Link to = link();
    Task.Bytes request = task.bytes();
    Taker taker = new Taker(to, tally, task, request, List.of());
    if (task.fault() != ClientFault.NONE) {
      tally.count("client " + task.fault());
      if (task.fault().hidesRequest()) {
        tally.mayMiss(1);
      }
    }
    return switch (task.fault()) {
      case NONE -> send(task, request, taker) && taker.take();
      case SLOW_READING -> send(task, request, taker) && taker.takeSlowly();
      case DRIBBLE -> {
        dribble(request.all(), to);
        yield taker.take();
      }
      case RESET_IN_HEAD -> resetAfter(request.head() / 2, request, to);
      case RESET_IN_BODY -> resetAfter((request.head() + request.all().length) / 2, request, to);
      case RESET_IN_ANSWER -> {
        if (send(task, request, taker)) {
          taker.takeSome();
          to.reset();
        }
        yield false;
      }
      case LEAVE -> {
        to.out().write(request.all());
        yield false;
      }
      case HALF_CLOSE -> {
        to.out().write(request.all());
        to.socket().shutdownOutput();
        if (taker.take()) {
          taker.expectEnd();
        }
        yield false;
      }
      case HALF_CLOSE_IN_REQUEST -> {
        to.out().write(request.all(), 0, (request.head() + request.all().length) / 2);
        to.socket().shutdownOutput();
        taker.expectNothing();
        yield false;
      }
      case MALFORMED -> {
        to.out().write(Content.ascii(malformed(task)));
        taker.expectRefusal();
        yield false;
      }
      case MALFORMED_BEHIND -> {
        to.out().write(Content.join(request.all(), Content.ascii(malformed(task))));
        if (taker.take()) {
          taker.expectRefusal();
        }
        yield false;
      }
      case MALFORMED_CHUNK -> {
        to.out().write(request.all(), 0, request.all().length - 5);
        to.out().write(Content.ascii("zz\r\nno chunk\r\n0\r\n\r\n" + SMUGGLED));
        taker.expectRefusal();
        yield false;
      }
    };
  }

  private static String malformed(Task task) {
    return MALFORMED[task.order().number() % MALFORMED.length] + SMUGGLED;
  }

  /** Sends a request, its body when that is wanted; whether the answer is still to be taken. */
  private boolean send(Task task, Task.Bytes request, Taker taker) throws IOException {
    Link to = link();
    if (task.ask() != Task.Ask.EXPECTING) {
      to.out().write(request.all());
      return true;
    }
    to.out().write(request.all(), 0, request.head());
    if (!taker.takeContinue()) {
      return false;
    }
    to.out().write(request.all(), request.head(), request.all().length - request.head());
    return true;
  }

  private static void dribble(byte[] bytes, Link to) throws IOException {
    int step = bytes.length / 8 + 1;
    for (int at = 0; at < bytes.length; at += step) {
      to.out().write(bytes, at, Math.min(step, bytes.length - at));
      Pause.ofMillis(1);
    }
  }

  private static boolean resetAfter(int count, Task.Bytes request, Link to) throws IOException {
    to.out().write(request.all(), 0, count);
    to.reset();
    return false;
  }
}
