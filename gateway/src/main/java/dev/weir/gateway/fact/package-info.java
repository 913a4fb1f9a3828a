/** Facts about indices, gathered beside the river. */
@NullMarked
package dev.weir.gateway.fact;

import org.jspecify.annotations.NullMarked;
