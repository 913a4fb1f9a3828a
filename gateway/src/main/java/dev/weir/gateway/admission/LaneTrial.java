package dev.weir.gateway.admission;

import dev.weir.flow.lane.Adjustment;

/**
 * A switch that is on and only observed, and would lower a lane.
 *
 * @param to what it would lower it to
 */
record LaneTrial(SwitchGate by, Adjustment to) {}
