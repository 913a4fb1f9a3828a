package dev.weir.flow.simulation;

import java.time.Duration;

/** What the gateway does by default: the same figures as in its settings. */
final class Defaults {
  static final long LOOK = VirtualTime.millis(50);
  static final long WATCH = VirtualTime.millis(100);
  static final int SLICES = 20;
  static final int LATEST_SLICES = 5;
  static final long WINDOW = SLICES * WATCH;

  static final long CHECK_INTERVAL = VirtualTime.seconds(1);
  static final long CHECK_TIMEOUT = VirtualTime.seconds(1);
  static final int UNHEALTHY_AFTER = 2;
  static final int HEALTHY_AFTER = 1;

  static final int EJECT_AFTER = 5;
  static final long EJECTION_TIME = VirtualTime.seconds(5);
  static final long LONGEST_EJECTION = VirtualTime.seconds(60);
  static final int MAX_EJECTED_PERCENT = 50;

  static final long ASK_AFTER = VirtualTime.millis(150);
  static final long FROZEN_AFTER = VirtualTime.millis(300);
  static final double LATENCY_RATIO = 3;
  static final long LATENCY_FLOOR = VirtualTime.millis(100);
  static final int FAILURE_PERCENT = 30;
  static final int SAMPLES = 3;
  static final long STEP = VirtualTime.millis(500);

  static final int FEW_ENDPOINTS = 10;
  static final double ZONE_ENOUGH = 0.7;
  static final int ZONE_LEAST = 1;

  static final int RETRIES = 8;
  static final double RETRY_SHARE = 0.2;
  static final double RETRIES_PER_SECOND = 10;
  static final int SAVED_SECONDS = 10;
  static final Duration FIRST_WAIT = Duration.ofMillis(20);
  static final Duration LONGEST_WAIT = Duration.ofMillis(500);

  static final double HEDGE_PERCENTILE = 95;
  static final Duration HEDGE_WINDOW = Duration.ofSeconds(5);
  static final long HEDGE_AT_LEAST = VirtualTime.millis(20);
  static final double HEDGE_SHARE = 0.05;

  private Defaults() {}
}
