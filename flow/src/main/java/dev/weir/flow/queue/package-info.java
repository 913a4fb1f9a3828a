/** Where requests wait: who goes next, and who has waited for too long. */
@NullMarked
package dev.weir.flow.queue;

import org.jspecify.annotations.NullMarked;
