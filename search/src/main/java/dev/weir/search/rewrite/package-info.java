/** Searches written otherwise, so that they cost less; each way a small class. */
@NullMarked
package dev.weir.search.rewrite;

import org.jspecify.annotations.NullMarked;
