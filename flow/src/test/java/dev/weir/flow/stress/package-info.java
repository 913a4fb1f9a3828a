/** Two threads at once on everything that many share; jcstress runs these, {@code StressIT} it. */
@NullMarked
package dev.weir.flow.stress;

import org.jspecify.annotations.NullMarked;
