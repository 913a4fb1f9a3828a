/** Budgets that a fleet shares: what one gateway may pass without asking the others each time. */
@NullMarked
package dev.weir.flow.lease;

import org.jspecify.annotations.NullMarked;
