@NullMarked
package dev.weir.app.steer;

import org.jspecify.annotations.NullMarked;
