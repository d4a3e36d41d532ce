/**
 * One abstract class of tests per theme, written against the public API alone. A subclass supplies
 * the options a backend is opened with; {@link dev.arete.testkit.BackendContract} gathers them all.
 */
package dev.arete.testkit.contract;
