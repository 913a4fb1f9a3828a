/** What is asked for, by whom, and how much at once at most: what limits are chosen by. */
@NullMarked
package dev.weir.flow.demand;

import org.jspecify.annotations.NullMarked;
