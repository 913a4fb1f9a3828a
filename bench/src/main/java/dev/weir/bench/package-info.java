/** Figures: side-by-side runs against peers. One command each, see {@link dev.weir.bench.Bench}. */
@NullMarked
package dev.weir.bench;

import org.jspecify.annotations.NullMarked;
