package dev.weir.gateway.exchange;

import dev.weir.flow.balance.Fault;
import dev.weir.gateway.http.Head;
import dev.weir.gateway.runtime.LoopContext;
import dev.weir.gateway.upstream.ClusterShare;
import dev.weir.gateway.upstream.ConnectionUser;
import dev.weir.gateway.upstream.ConnectionWaiter;
import dev.weir.gateway.upstream.Endpoint;
import dev.weir.gateway.upstream.EndpointPool;
import dev.weir.gateway.upstream.UpstreamConnection;
import dev.weir.search.answer.WholenessPeek;
import io.netty.buffer.ByteBuf;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * One try of a request at one endpoint: waits for a connection, sends the request, hears the
 * answer. What its failure means is the leg's to decide. Used by one event loop, and again for the
 * next try.
 */
final class Attempt implements ConnectionUser, ConnectionWaiter {
  private enum Stage {
    /** Nothing is under way. */
    OFF,
    /** Waits for a connection. */
    WAITING,
    /** Has a connection; no answer has been taken. */
    SENDING,
    /** Its answer is the one that the client gets. */
    ANSWERING
  }

  private final Exchange exchange;
  private final UpstreamLeg leg;
  private final LoopContext context;
  private final ResponseStream response;
  private Stage stage = Stage.OFF;
  private @Nullable Endpoint endpoint;
  private @Nullable EndpointPool pool;
  private @Nullable UpstreamConnection connection;
  private String endpointName = "";
  private long waitUntil;
  private long began;
  private boolean paused;

  Attempt(Exchange exchange, UpstreamLeg leg, LoopContext context) {
    this.exchange = exchange;
    this.leg = leg;
    this.context = context;
    this.response = new ResponseStream(exchange, this);
  }

  /** The answer, as far as it has come. */
  ResponseStream response() {
    return response;
  }

  boolean isUnderWay() {
    return stage != Stage.OFF;
  }

  boolean isWaiting() {
    return stage == Stage.WAITING;
  }

  /** Whether it has a connection, and no answer yet. */
  boolean isSending() {
    return stage == Stage.SENDING;
  }

  boolean isAnswering() {
    return stage == Stage.ANSWERING;
  }

  @Nullable Endpoint endpoint() {
    return endpoint;
  }

  String endpointName() {
    return endpointName;
  }

  /** When it began, of {@link System#nanoTime}. */
  long began() {
    return began;
  }

  /** The connection, while there is one. */
  @Nullable UpstreamConnection connection() {
    return connection;
  }

  /** Whether the node cannot take more of the request for now, or there is no connection yet. */
  boolean holdsBack() {
    return switch (stage) {
      case OFF, WAITING -> true;
      case SENDING, ANSWERING -> connection != null && !connection.isWritable();
    };
  }

  /**
   * Sets out.
   *
   * @param fresh whether a new connection is wanted
   * @param maxWait for a connection
   * @param share what the request has of the cluster; null if that is all
   */
  void start(Endpoint to, boolean fresh, Duration maxWait, @Nullable ClusterShare share, long now) {
    endpoint = to;
    endpointName = to.name();
    began = now;
    response.restart();
    to.begin();
    stage = Stage.WAITING;
    waitUntil = context.now() + maxWait.toNanos();
    EndpointPool from = to.pool(context.index()).of(share);
    pool = from;
    from.acquire(this, fresh);
  }

  @Override
  public void onConnection(UpstreamConnection taken) {
    connection = taken;
    stage = Stage.SENDING;
    paused = false;
    taken.use(this);
    leg.onConnected(this, taken);
  }

  void flush() {
    if (connection != null) {
      connection.flush();
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
    response.onBytes(bytes);
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
      case SENDING -> {
        if (response.isBegun()) {
          response.onClosed(clean);
        } else {
          boolean stale = closed != null && closed.isReused();
          leg.onFailed(
              this,
              "it closed the connection without an answer",
              stale ? Failure.STALE : Failure.LOST);
        }
      }
      case ANSWERING -> response.onClosed(clean);
      case OFF, WAITING -> {}
    }
  }

  @Override
  public void onConnectFailed(String cause) {
    if (stage == Stage.WAITING) {
      leg.onFailed(this, cause, Failure.UNSENT);
    }
  }

  @Override
  public void onPoolExhausted() {
    leg.onBusy(this, false);
  }

  /** What came is not an answer. */
  void broken(String cause) {
    discard();
    leg.onFailed(this, cause, Failure.LOST);
  }

  /** The answer broke off before any of it was sent on. */
  void closedEarly() {
    leg.onFailed(this, "its answer broke off", Failure.LOST);
  }

  /** Judges an answer by its head, before any of it is sent on. */
  Judgement judge(Head head) {
    if (endpoint != null) {
      leg.onAnswered(endpoint, head);
    }
    return leg.judge(this, head);
  }

  /** Shards failed in the answer, of which nothing has been sent on. */
  boolean isPartialDeclined() {
    return leg.isPartialDeclined(this);
  }

  /** Whether the whole of a bulk's answer is wanted, before any of it is sent on. */
  boolean gathersItems(WholenessPeek.Verdict verdict) {
    return leg.gathersItems(verdict);
  }

  /** A bulk's answer is there, of which nothing has been sent on: tells whether none of it is. */
  boolean isBulkDeclined(Head head, byte[] body) {
    return leg.isBulkDeclined(this, head, body);
  }

  /** This answer is the one that the client gets. */
  void taken() {
    stage = Stage.ANSWERING;
    leg.onTaken(this);
  }

  /**
   * Looks whether it has waited long enough for a connection, or its node has gone down.
   *
   * @param now of the loop
   */
  void onTick(long now) {
    if (stage == Stage.WAITING && now - waitUntil > 0) {
      leg.onBusy(this, true);
    }
  }

  /** How the endpoint did. */
  enum Merit {
    SERVED,
    /** Through no merit or fault of its own. */
    NEITHER,
    /** It answered that it could not. */
    REFUSED,
    /** It did not answer in time. */
    LATE,
    /** There was no connection, or it broke, or what came was no answer. */
    FAILED
  }

  /**
   * Ends it: the endpoint is told how it did, the connection is closed unless it can be used again.
   */
  void end(Merit merit, String cause, boolean reusable) {
    Endpoint served = endpoint;
    UpstreamConnection used = connection;
    EndpointPool from = stage == Stage.WAITING ? pool : null;
    pool = null;
    endpoint = null;
    connection = null;
    stage = Stage.OFF;
    if (served != null) {
      if (from != null) {
        from.cancel(this);
      }
      switch (merit) {
        case SERVED -> served.succeeded();
        case NEITHER -> served.abandoned();
        case REFUSED -> served.failed(Fault.ANSWERED, cause, System.nanoTime());
        case LATE -> served.failed(Fault.TIMEOUT, cause, System.nanoTime());
        case FAILED -> served.failed(Fault.NETWORK, cause, System.nanoTime());
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

  private void discard() {
    UpstreamConnection used = connection;
    connection = null;
    if (used != null) {
      used.discard();
    }
  }
}
