@NullMarked
package dev.weir.gateway.fact;

import org.jspecify.annotations.NullMarked;
