/**
 * Binds YAML to records: text to a tree with positions, the tree to records by reflection, and
 * every mistake on the way collected with its place. Knows nothing of Weir's own settings but the
 * kinds of value they are made of.
 */
@NullMarked
package dev.weir.app.config.bind;

import org.jspecify.annotations.NullMarked;
