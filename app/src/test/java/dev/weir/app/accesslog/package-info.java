@NullMarked
package dev.weir.app.accesslog;

import org.jspecify.annotations.NullMarked;
