/** What becomes of a steady load while nodes of a real cluster are killed, frozen and slowed. */
@NullMarked
package dev.weir.bench.faults;

import org.jspecify.annotations.NullMarked;
