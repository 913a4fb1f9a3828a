/** Answers to reads that are remembered, so that they can be given again without the cluster. */
@NullMarked
package dev.weir.gateway.remember;

import org.jspecify.annotations.NullMarked;
