/** Redis: how it is reached, and the budgets that a fleet keeps there. */
@NullMarked
package dev.weir.discovery.redis;

import org.jspecify.annotations.NullMarked;
