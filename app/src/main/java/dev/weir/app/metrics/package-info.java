/** What is counted and timed, for Prometheus. */
@NullMarked
package dev.weir.app.metrics;

import org.jspecify.annotations.NullMarked;
