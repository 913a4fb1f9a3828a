/** Which shapes of searches there are, how often each is asked, and what it costs. */
@NullMarked
package dev.weir.search.shape;

import org.jspecify.annotations.NullMarked;
