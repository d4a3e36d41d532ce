/**
 * What a backend implements. A backend receives requests that are already valid, with every default
 * turned into a number, and fills flat arrays; it checks nothing twice and wraps nothing. Users of
 * the library do not need this package.
 */
package dev.arete.spi;
