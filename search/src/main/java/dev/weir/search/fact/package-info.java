/** What is known of indices: gathered beforehand, read while a request waits for nothing. */
@NullMarked
package dev.weir.search.fact;

import org.jspecify.annotations.NullMarked;
