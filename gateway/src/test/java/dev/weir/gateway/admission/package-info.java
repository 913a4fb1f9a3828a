@NullMarked
package dev.weir.gateway.admission;

import org.jspecify.annotations.NullMarked;
