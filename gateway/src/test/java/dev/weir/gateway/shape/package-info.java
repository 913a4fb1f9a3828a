/** Shapes as the gateway sees them. */
@NullMarked
package dev.weir.gateway.shape;

import org.jspecify.annotations.NullMarked;
