@NullMarked
package dev.weir.gateway.settings;

import org.jspecify.annotations.NullMarked;
