@NullMarked
package dev.weir.bench.peer;

import org.jspecify.annotations.NullMarked;
