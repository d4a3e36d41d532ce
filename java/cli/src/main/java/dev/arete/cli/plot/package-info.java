/**
 * Pictures of points and lines in the plane, as PNG and SVG. Knows nothing of densities; needs no
 * display.
 */
package dev.arete.cli.plot;
