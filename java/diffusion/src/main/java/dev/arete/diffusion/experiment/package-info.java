/**
 * The experiments of the paper, each from its settings to a report. What can be used on other data
 * belongs in the packages beside this one; files and pictures do not belong here.
 */
package dev.arete.diffusion.experiment;
