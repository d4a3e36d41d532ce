/**
 * Results of an analysis as tables, figures and verdicts, before they become files. Drawing and
 * writing do not belong here.
 */
package dev.arete.diffusion.report;
