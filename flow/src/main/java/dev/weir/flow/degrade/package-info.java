/** Switches that give something up for a time, so that the rest goes on. */
@NullMarked
package dev.weir.flow.degrade;

import org.jspecify.annotations.NullMarked;
