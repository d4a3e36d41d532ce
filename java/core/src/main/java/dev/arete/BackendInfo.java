package dev.arete;

/**
 * What is known of a backend on this machine.
 *
 * @param name the name to open it by
 * @param usable whether it can run here
 * @param detail one line: the device, or the reason it cannot run
 */
public record BackendInfo(String name, boolean usable, String detail) {}
