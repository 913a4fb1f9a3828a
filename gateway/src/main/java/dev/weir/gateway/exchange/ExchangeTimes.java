package dev.weir.gateway.exchange;

import dev.weir.gateway.filter.ExchangeEnd;
import dev.weir.gateway.filter.Outcome;
import org.jspecify.annotations.Nullable;

/** An exchange's times, and its end as observers see it. Used again for every exchange. */
final class ExchangeTimes implements ExchangeEnd {
  private long began;
  private long sent;
  private long answered;
  private boolean wasSent;
  private boolean wasAnswered;
  private long duration;
  private Outcome outcome = Outcome.ANSWERED;
  private int status;
  private @Nullable String endpoint;
  private int attempts;
  private @Nullable String lane;
  private long waited;
  private boolean itemsRejected;
  private long requestBytes;
  private long responseBytes;

  void begin(long now) {
    began = now;
    wasSent = false;
    wasAnswered = false;
    itemsRejected = false;
  }

  /** Items of a bulk were turned away. */
  void rejectedItems() {
    itemsRejected = true;
  }

  long began() {
    return began;
  }

  void sent(long now) {
    sent = now;
    wasSent = true;
  }

  void answered(long now) {
    answered = now;
    wasAnswered = true;
  }

  ExchangeEnd end(
      Outcome how,
      int withStatus,
      Entrance entrance,
      UpstreamLeg leg,
      long bytesIn,
      long bytesOut) {
    long now = System.nanoTime();
    duration = now - began;
    lane = entrance.lane();
    waited = entrance.waitedNanos(now);
    outcome = how;
    status = withStatus;
    endpoint = leg.endpointName();
    attempts = leg.attempts();
    requestBytes = bytesIn;
    responseBytes = bytesOut;
    return this;
  }

  @Override
  public Outcome outcome() {
    return outcome;
  }

  @Override
  public int status() {
    return status;
  }

  @Override
  public @Nullable String endpoint() {
    return endpoint;
  }

  @Override
  public int attempts() {
    return attempts;
  }

  @Override
  public @Nullable String lane() {
    return lane;
  }

  @Override
  public long waitedNanos() {
    return waited;
  }

  @Override
  public boolean itemsRejected() {
    return itemsRejected;
  }

  @Override
  public long durationNanos() {
    return duration;
  }

  @Override
  public long upstreamNanos() {
    if (!wasAnswered) {
      return -1;
    }
    // An answer may come before all of the request is sent.
    return wasSent ? Math.max(0, answered - sent) : 0;
  }

  @Override
  public long requestBytes() {
    return requestBytes;
  }

  @Override
  public long responseBytes() {
    return responseBytes;
  }
}
