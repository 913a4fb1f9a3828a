package dev.weir.gateway.exchange;

import dev.weir.gateway.filter.Outcome;
import dev.weir.gateway.filter.Refusal;
import dev.weir.gateway.runtime.LoopContext;
import dev.weir.gateway.upstream.ConnectionUser;
import dev.weir.gateway.upstream.ConnectionWaiter;
import dev.weir.gateway.upstream.Endpoint;
import dev.weir.gateway.upstream.UpstreamCluster;
import dev.weir.gateway.upstream.UpstreamConnection;
import io.netty.buffer.ByteBuf;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An exchange's way to a node: chooses an endpoint, waits for a connection, sends the request, and,
 * where that is safe, begins again at another endpoint when one fails. Used by one event loop.
 */
final class UpstreamLeg implements ConnectionUser, ConnectionWaiter {
  private enum Stage {
    /** Nothing is under way. */
    OFF,
    /** Waits for a connection. */
    WAITING,
    /** Has a connection; the answer's head is not complete. */
    SENDING,
    /** The answer's head is there: it cannot be begun again. */
    ANSWERING
  }

  private final Exchange exchange;
  private final LoopContext context;
  private final List<Endpoint> tried = new ArrayList<>(4);
  private Stage stage = Stage.OFF;
  private @Nullable UpstreamCluster cluster;
  private @Nullable Endpoint endpoint;
  private @Nullable UpstreamConnection connection;
  private @Nullable String lastEndpoint;
  private int tries;
  private int attempts;
  private long waitUntil;
  private boolean deadlineSet;
  private long deadline;
  private boolean paused;

  UpstreamLeg(Exchange exchange, LoopContext context) {
    this.exchange = exchange;
    this.context = context;
  }

  void clear() {
    tried.clear();
    stage = Stage.OFF;
    cluster = null;
    endpoint = null;
    connection = null;
    lastEndpoint = null;
    tries = 0;
    attempts = 0;
    deadlineSet = false;
    paused = false;
  }

  /** How many endpoints the request was sent to. */
  int attempts() {
    return attempts;
  }

  @Nullable String endpointName() {
    return lastEndpoint;
  }

  /** Whether the node cannot take more of the request for now, or there is no node yet. */
  boolean holdsBack() {
    return switch (stage) {
      case OFF, WAITING -> true;
      case SENDING, ANSWERING -> connection != null && !connection.isWritable();
    };
  }

  /** Sets out. */
  void start(UpstreamCluster to) {
    cluster = to;
    Endpoint first = to.view(context).choose(tried, System.nanoTime());
    if (first == null) {
      exchange.refuse(Refusals.noEndpoint(to.name()), Outcome.UPSTREAM_UNAVAILABLE);
    } else {
      attempt(to, first, false);
    }
  }

  private void attempt(UpstreamCluster to, Endpoint next, boolean fresh) {
    endpoint = next;
    lastEndpoint = next.name();
    tries++;
    next.begin();
    stage = Stage.WAITING;
    waitUntil = context.now() + to.settings().pool().maxWait().toNanos();
    next.pool(context.index()).acquire(this, fresh);
  }

  @Override
  public void onConnection(UpstreamConnection taken) {
    connection = taken;
    attempts++;
    stage = Stage.SENDING;
    paused = false;
    taken.use(this);
    send(taken);
    taken.flush();
    exchange.client().updateReading();
  }

  /** More of the request has come. */
  void onRequestBytes() {
    if (connection != null && exchange.requestStream().pendingBytes() > 0) {
      send(connection);
    }
  }

  void flush() {
    if (connection != null) {
      connection.flush();
    }
  }

  private void send(UpstreamConnection to) {
    RequestStream request = exchange.requestStream();
    request.sendTo(to);
    if (!deadlineSet && cluster != null && request.isSent()) {
      deadlineSet = true;
      deadline = System.nanoTime() + cluster.settings().deadline().toNanos();
      exchange.requestSent();
    }
  }

  /** The client cannot take more of the answer for now, or can again. */
  void setReading(boolean reading) {
    if (connection != null && paused == reading) {
      paused = !reading;
      connection.setReading(reading);
    }
  }

  @Override
  public void onUpstreamBytes(ByteBuf bytes) {
    exchange.progress();
    exchange.responseStream().onBytes(bytes);
  }

  @Override
  public void onUpstreamPause() {
    exchange.client().flush();
  }

  @Override
  public void onUpstreamWritable(boolean writable) {
    exchange.progress();
    exchange.client().updateReading();
  }

  @Override
  public void onUpstreamClosed(boolean clean) {
    UpstreamConnection closed = connection;
    connection = null;
    switch (stage) {
      case SENDING ->
          failed("it closed the connection without an answer", closed != null && closed.isReused());
      case ANSWERING -> exchange.responseStream().onClosed(clean);
      case OFF, WAITING -> {}
    }
  }

  @Override
  public void onConnectFailed(String cause) {
    Endpoint failing = endpoint;
    if (failing != null && cluster != null) {
      failing.failed(cause, System.nanoTime());
      endpoint = null;
      stage = Stage.OFF;
      again(cluster, failing, cause, true, false);
    }
  }

  @Override
  public void onPoolExhausted() {
    busy(cluster == null ? null : Refusals.poolExhausted(cluster.name()));
  }

  /** No connection to this endpoint: not its fault; another may have one. */
  private void busy(@Nullable Refusal refusal) {
    Endpoint full = endpoint;
    if (full == null || cluster == null || refusal == null) {
      return;
    }
    full.abandoned();
    endpoint = null;
    stage = Stage.OFF;
    tried.add(full);
    Endpoint next = cluster.view(context).choose(tried, System.nanoTime());
    if (next != null) {
      attempt(cluster, next, false);
    } else {
      exchange.refuse(refusal, Outcome.UPSTREAM_UNAVAILABLE);
    }
  }

  /** What came is not an answer. */
  void broken(String cause) {
    discard();
    failed(cause, false);
  }

  /** The answer broke off before any of it was sent on. */
  void closedEarly() {
    failed("its answer broke off", false);
  }

  private void failed(String cause, boolean stale) {
    Endpoint failing = endpoint;
    if (failing == null || cluster == null) {
      return;
    }
    if (stale) {
      // The node closed an idle connection just as it was reused: bad luck, not a failure.
      failing.abandoned();
    } else {
      failing.failed(cause, System.nanoTime());
    }
    endpoint = null;
    stage = Stage.OFF;
    boolean replayable = exchange.isReplayable() && exchange.requestStream().isKept();
    again(cluster, failing, cause, replayable, stale);
  }

  private void again(
      UpstreamCluster in, Endpoint failing, String cause, boolean allowed, boolean stale) {
    tried.add(failing);
    boolean left = tries <= in.settings().retry().attempts();
    long now = System.nanoTime();
    boolean inTime = !deadlineSet || now - deadline < 0;
    if (allowed && left && inTime) {
      Endpoint next = in.view(context).choose(tried, now);
      if (next == null && stale) {
        next = failing;
      }
      if (next != null) {
        exchange.responseStream().restart();
        exchange.requestStream().rewind();
        attempt(in, next, stale);
        return;
      }
    }
    exchange.refuse(Refusals.upstreamFailed(failing.name(), tries, cause), Outcome.UPSTREAM_FAILED);
  }

  /** The answer's head is complete: from here on there is no second attempt. */
  void answered() {
    stage = Stage.ANSWERING;
    exchange.requestStream().forget();
  }

  /**
   * The answer is complete, or not needed any more.
   *
   * @param failed whether the node answered that it could not
   * @param reusable whether the connection can serve another exchange
   */
  void finish(boolean failed, boolean reusable) {
    Endpoint served = endpoint;
    UpstreamConnection used = connection;
    endpoint = null;
    connection = null;
    stage = Stage.OFF;
    if (served != null) {
      if (failed) {
        served.failed("it answered so", System.nanoTime());
      } else {
        served.succeeded();
      }
    }
    if (used != null) {
      if (reusable) {
        used.release();
      } else {
        used.discard();
      }
    }
  }

  /** The answer broke off, too late to begin again. */
  void brokeOff(String cause) {
    Endpoint failing = endpoint;
    endpoint = null;
    if (failing != null) {
      failing.failed(cause, System.nanoTime());
    }
  }

  /** Stops, wherever it is: closing the connection tells the node to stop, too. */
  void abandon() {
    Endpoint left = endpoint;
    endpoint = null;
    if (left != null) {
      if (stage == Stage.WAITING) {
        left.pool(context.index()).cancel(this);
      }
      left.abandoned();
    }
    stage = Stage.OFF;
    discard();
  }

  private void discard() {
    UpstreamConnection used = connection;
    connection = null;
    if (used != null) {
      used.discard();
    }
  }

  void onTick(long now) {
    switch (stage) {
      case OFF -> {}
      case WAITING -> {
        Endpoint waitedFor = endpoint;
        if (now - waitUntil > 0 && waitedFor != null && cluster != null) {
          waitedFor.pool(context.index()).cancel(this);
          busy(Refusals.waitedTooLong(cluster.name(), cluster.settings().pool().maxWait()));
        }
      }
      case SENDING -> {
        if (deadlineSet && now - deadline > 0) {
          timedOut();
        } else if (!deadlineSet) {
          exchange.patience().checkRequest(now, connection != null && !connection.isWritable());
        } else {
          leaveIfDown();
        }
      }
      case ANSWERING -> exchange.patience().checkResponse(now);
    }
  }

  /** A node that has stopped answering its checks will hardly answer this: another may, now. */
  private void leaveIfDown() {
    Endpoint slow = endpoint;
    if (slow != null
        && cluster != null
        && !slow.isUp()
        && exchange.isReplayable()
        && exchange.requestStream().isKept()
        && tries <= cluster.settings().retry().attempts()
        && cluster.view(context).hasOtherThan(tried, slow, System.nanoTime())) {
      discard();
      failed("it stopped answering its checks", false);
    }
  }

  /** The node has had its time. */
  void timedOut() {
    Endpoint slow = endpoint;
    if (slow == null || cluster == null) {
      return;
    }
    slow.failed("no answer in time", System.nanoTime());
    endpoint = null;
    stage = Stage.OFF;
    discard();
    exchange.refuse(
        Refusals.upstreamTimeout(slow.name(), cluster.settings().deadline()),
        Outcome.UPSTREAM_TIMEOUT);
  }
}
