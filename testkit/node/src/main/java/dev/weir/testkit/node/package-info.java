/**
 * One OpenSearch node as a process of its own. Runs on a class path of its own, never on Weir's;
 * started and spoken to by the testkit over its standard streams.
 */
@NullMarked
package dev.weir.testkit.node;

import org.jspecify.annotations.NullMarked;
