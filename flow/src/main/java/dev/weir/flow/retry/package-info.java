/** Whether a request may be sent again, to whom beside, and after how long. */
@NullMarked
package dev.weir.flow.retry;

import org.jspecify.annotations.NullMarked;
