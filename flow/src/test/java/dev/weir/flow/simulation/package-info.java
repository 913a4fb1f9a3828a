/**
 * Hours of faults in seconds: gateways and endpoints are models, time is virtual, chance comes from
 * one seed, and every decision is taken by the real classes of {@code dev.weir.flow}.
 */
@NullMarked
package dev.weir.flow.simulation;

import org.jspecify.annotations.NullMarked;
