/** Processes that a run starts, pins, watches through {@code /proc} and stops. */
@NullMarked
package dev.weir.bench.process;

import org.jspecify.annotations.NullMarked;
