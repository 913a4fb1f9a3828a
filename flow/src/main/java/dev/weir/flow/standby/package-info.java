/** Which of two clusters a read goes to. */
@NullMarked
package dev.weir.flow.standby;

import org.jspecify.annotations.NullMarked;
