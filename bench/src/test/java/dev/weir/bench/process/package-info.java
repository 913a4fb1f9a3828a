@NullMarked
package dev.weir.bench.process;

import org.jspecify.annotations.NullMarked;
