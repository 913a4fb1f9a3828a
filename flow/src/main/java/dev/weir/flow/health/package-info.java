/** Which endpoints may take requests. */
@NullMarked
package dev.weir.flow.health;

import org.jspecify.annotations.NullMarked;
