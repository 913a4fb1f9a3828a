/** Which endpoint a request goes to. */
@NullMarked
package dev.weir.flow.balance;

import org.jspecify.annotations.NullMarked;
