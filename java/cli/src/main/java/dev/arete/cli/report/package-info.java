/** Writes reports of analyses and experiments into a folder: tables, figures, one page of text. */
package dev.arete.cli.report;
