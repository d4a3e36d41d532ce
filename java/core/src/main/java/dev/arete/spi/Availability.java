package dev.arete.spi;

/**
 * Whether a backend can run on this machine.
 *
 * @param usable whether it can
 * @param detail one line: the device it would use, or the reason it cannot run
 */
public record Availability(boolean usable, String detail) {}
