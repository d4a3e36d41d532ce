/**
 * Assertions in which NaN fails and whose messages carry the case, and guards around tests. No
 * tolerances: those belong to the test that states their reason.
 */
package dev.arete.testkit.check;
