/** Shapes of searches: shown, blocked and limited from the command line, and kept over restarts. */
@NullMarked
package dev.weir.app.shapes;

import org.jspecify.annotations.NullMarked;
