@NullMarked
package dev.weir.bench.faults;

import org.jspecify.annotations.NullMarked;
