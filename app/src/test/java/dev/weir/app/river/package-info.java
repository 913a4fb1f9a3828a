/** The river held against real nodes. */
@NullMarked
package dev.weir.app.river;

import org.jspecify.annotations.NullMarked;
