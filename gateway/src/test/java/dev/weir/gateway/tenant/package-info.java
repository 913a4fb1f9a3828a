@NullMarked
package dev.weir.gateway.tenant;

import org.jspecify.annotations.NullMarked;
