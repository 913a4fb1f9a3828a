/** Budgets that limits are counted in: one gateway's own, or its part of the fleet's. */
@NullMarked
package dev.weir.gateway.budget;

import org.jspecify.annotations.NullMarked;
