/** Who is asking: what a request and its connection show, and the tenant that it stands for. */
@NullMarked
package dev.weir.gateway.tenant;

import org.jspecify.annotations.NullMarked;
