package dev.arete.testkit.oracle;

/** The doubles that make a mixture. */
final class WideMixture {
  final double[] centres;
  final double[] weights;
  final int count;
  final int dimension;
  final double variance;

  WideMixture(double[] centres, int dimension, double[] weights, double variance) {
    this.centres = centres;
    this.weights = weights;
    this.count = centres.length / dimension;
    this.dimension = dimension;
    this.variance = variance;
  }
}
