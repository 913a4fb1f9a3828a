/** Proposals that follow from what a running gateway has seen. */
@NullMarked
package dev.weir.app.suggest;

import org.jspecify.annotations.NullMarked;
