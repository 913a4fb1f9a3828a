@NullMarked
package dev.weir.bench.flood;

import org.jspecify.annotations.NullMarked;
