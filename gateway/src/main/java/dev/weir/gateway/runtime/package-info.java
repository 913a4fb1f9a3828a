/** What everything in the gateway runs on: event loops and their clocks. */
@NullMarked
package dev.weir.gateway.runtime;

import org.jspecify.annotations.NullMarked;
