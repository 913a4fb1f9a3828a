package dev.weir.app.demo;

import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What was asked for.
 *
 * @param length of the load; null until told to stop
 * @param report file for the figures; null for none
 * @param rate requests per second
 * @param fixedRate whether it stays so where the machine does not carry it
 * @param atLeast success rate in percent that makes the demo a success
 * @param bills that are loaded before the load begins
 * @param port wished for the gateway; nodes take those that follow
 */
record DemoOptions(
    @Nullable Duration length,
    @Nullable Path report,
    int nodes,
    int rate,
    boolean fixedRate,
    double atLeast,
    int bills,
    int port) {}
