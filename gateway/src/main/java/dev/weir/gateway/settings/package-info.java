/** What can be set, in code or by configuration: records whose constructors check them. */
@NullMarked
package dev.weir.gateway.settings;

import org.jspecify.annotations.NullMarked;
