package dev.weir.app.demo;

import java.time.Duration;

/**
 * Something worth telling.
 *
 * @param at since the demo's load began; zero before
 */
record Event(Duration at, Tone tone, String text) {}
