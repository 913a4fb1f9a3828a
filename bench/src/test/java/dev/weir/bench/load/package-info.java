@NullMarked
package dev.weir.bench.load;

import org.jspecify.annotations.NullMarked;
