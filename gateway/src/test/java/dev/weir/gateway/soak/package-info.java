/** Many exchanges at once with everything going wrong at random, for long. */
@NullMarked
package dev.weir.gateway.soak;

import org.jspecify.annotations.NullMarked;
