/** What stops asking what has been failing for a while. */
@NullMarked
package dev.weir.flow.breaker;

import org.jspecify.annotations.NullMarked;
