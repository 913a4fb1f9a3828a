@NullMarked
package dev.weir.testkit.load;

import org.jspecify.annotations.NullMarked;
