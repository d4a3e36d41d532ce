/** Coordinates in which few numbers tell that two points are far apart; shared by the backends. */
package dev.arete.internal.screening;
