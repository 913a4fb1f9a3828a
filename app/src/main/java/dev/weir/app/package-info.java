/** The program: its command line, and how its parts are put together. */
@NullMarked
package dev.weir.app;

import org.jspecify.annotations.NullMarked;
