/** What requests pass before they go to a node: limits, and the lane of their cluster. */
@NullMarked
package dev.weir.gateway.admission;

import org.jspecify.annotations.NullMarked;
