/** The filters that come with Weir, written against the public filter API and nothing else. */
@NullMarked
package dev.weir.gateway.filters;

import org.jspecify.annotations.NullMarked;
