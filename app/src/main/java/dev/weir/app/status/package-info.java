/** The state of a running gateway, seen on a terminal. */
@NullMarked
package dev.weir.app.status;

import org.jspecify.annotations.NullMarked;
