/** Who belongs to a group, when those who know may err, fall silent or come back with less. */
@NullMarked
package dev.weir.flow.membership;

import org.jspecify.annotations.NullMarked;
