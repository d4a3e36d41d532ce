/**
 * The commands: options, checks before any work, and the order of the work. Each ends with an exit
 * status and, where it fails, with one line on standard error.
 */
package dev.arete.cli.command;
