/** Tests of what is counted while bombs fall. */
@NullMarked
package dev.weir.bench.bombs;

import org.jspecify.annotations.NullMarked;
