/** How many requests may be under way at once: a fixed number, or as many as do good. */
@NullMarked
package dev.weir.flow.concurrency;

import org.jspecify.annotations.NullMarked;
