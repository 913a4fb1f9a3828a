/** What becomes of good traffic while searches come that a cluster should never be asked. */
@NullMarked
package dev.weir.bench.bombs;

import org.jspecify.annotations.NullMarked;
