/** How much may pass: buckets and windows, one for all or one for each key. */
@NullMarked
package dev.weir.flow.limit;

import org.jspecify.annotations.NullMarked;
