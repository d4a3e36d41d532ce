package dev.arete;

import dev.arete.internal.Checks;
import dev.arete.spi.EvaluationOutputs;

/** Collects the arrays an evaluation is to fill. */
final class Wanted {
  private double[] logDensity;
  private double[] score;
  private double[] posteriorMean;
  private double[] effectiveNeighbours;
  private double[] hessian;
  private double[] eigenvalues;
  private double[] eigenvectors;
  private double[] eigengap;
  private double[] ridgeResidual;
  private byte[] status;

  /** Everything a {@link LocalGeometry} holds, freshly allocated. */
  static Wanted everything(int queries, int dimension) {
    int vectors = Checks.arraySize("eigenvectors", queries, dimension, dimension);
    int rows = Checks.arraySize("scores", queries, dimension);
    Wanted wanted = new Wanted().logDensity(new double[queries]).score(new double[rows]);
    wanted.posteriorMean = new double[rows];
    wanted.effectiveNeighbours = new double[queries];
    wanted.eigenvalues = new double[rows];
    wanted.eigenvectors = new double[vectors];
    wanted.eigengap = new double[queries];
    wanted.ridgeResidual = new double[queries];
    wanted.status = new byte[queries];
    return wanted;
  }

  Wanted logDensity(double[] array) {
    logDensity = array;
    return this;
  }

  Wanted score(double[] array) {
    score = array;
    return this;
  }

  Wanted posteriorMean(double[] array) {
    posteriorMean = array;
    return this;
  }

  Wanted hessian(double[] array) {
    hessian = array;
    return this;
  }

  EvaluationOutputs outputs() {
    return new EvaluationOutputs(
        logDensity,
        score,
        posteriorMean,
        effectiveNeighbours,
        hessian,
        eigenvalues,
        eigenvectors,
        eigengap,
        ridgeResidual,
        status);
  }
}
