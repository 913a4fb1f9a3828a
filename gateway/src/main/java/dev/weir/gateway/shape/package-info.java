/** Shapes of searches as the gateway sees them: recorded, blocked and limited by hand. */
@NullMarked
package dev.weir.gateway.shape;

import org.jspecify.annotations.NullMarked;
