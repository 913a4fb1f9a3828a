/** The documentation is held against the program. */
@NullMarked
package dev.weir.app.docs;

import org.jspecify.annotations.NullMarked;
