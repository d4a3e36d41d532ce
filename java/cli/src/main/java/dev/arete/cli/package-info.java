/**
 * The command line: what is said on the terminal and how a run ends. Files are in {@code io},
 * pictures in {@code plot}, the commands in {@code command}. Mathematics does not belong here.
 */
package dev.arete.cli;
