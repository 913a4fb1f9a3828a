@NullMarked
package dev.weir.app.suggest;

import org.jspecify.annotations.NullMarked;
