/** The side of the clients: listeners and their connections. */
@NullMarked
package dev.weir.gateway.downstream;

import org.jspecify.annotations.NullMarked;
