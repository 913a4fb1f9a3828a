/**
 * May it go, where to, for how long. Pure decisions: no I/O, no threads of its own, time comes in
 * as a parameter.
 */
@NullMarked
package dev.weir.flow;

import org.jspecify.annotations.NullMarked;
