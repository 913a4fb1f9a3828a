/** How long a request may take. */
@NullMarked
package dev.weir.flow.deadline;

import org.jspecify.annotations.NullMarked;
