@NullMarked
package dev.weir.gateway.remember;

import org.jspecify.annotations.NullMarked;
