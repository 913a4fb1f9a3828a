/** Proof that whatever breaks, nothing leaks and nobody is lied to. */
@NullMarked
package dev.weir.gateway.faults;

import org.jspecify.annotations.NullMarked;
