/** How what was out comes back. */
@NullMarked
package dev.weir.flow.recovery;

import org.jspecify.annotations.NullMarked;
