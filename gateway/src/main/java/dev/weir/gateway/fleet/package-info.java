/** What a store of the fleet's budgets has to do, for those who bring one. */
@NullMarked
package dev.weir.gateway.fleet;

import org.jspecify.annotations.NullMarked;
