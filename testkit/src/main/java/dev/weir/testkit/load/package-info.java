/**
 * An index of payment bills and the traffic on it, alike every time for the same seed; used by the
 * demo, the benches and the soak.
 */
@NullMarked
package dev.weir.testkit.load;

import org.jspecify.annotations.NullMarked;
