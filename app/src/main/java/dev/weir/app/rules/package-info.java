/** {@code weir rules}. */
@NullMarked
package dev.weir.app.rules;

import org.jspecify.annotations.NullMarked;
