/** What is asked of a running gateway, and set by hand, from the command line. */
@NullMarked
package dev.weir.app.steer;

import org.jspecify.annotations.NullMarked;
