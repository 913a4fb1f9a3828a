/** Lanes: shares of a cluster, each with a bound of its own and a room to wait before it. */
@NullMarked
package dev.weir.flow.lane;

import org.jspecify.annotations.NullMarked;
