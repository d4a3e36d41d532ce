package dev.arete;

import dev.arete.internal.Checks;
import dev.arete.spi.EvaluationOutputs;
import java.util.Arrays;

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
  private byte[] reason;
  private double[] relativeGap;
  private double[] turn;
  private double[] logRatios;
  private double[] logErrors;
  private int[] rank;

  /** Everything a {@link LocalGeometry} holds, freshly allocated. */
  static Wanted everything(int queries, int dimension) {
    Wanted wanted = withoutVectors(queries, dimension);
    wanted.eigenvectors =
        new double[Checks.resultSize("eigenvectors", queries, dimension, dimension)];
    return wanted;
  }

  /** Everything a {@link LocalGeometry} holds but the eigenvectors, freshly allocated. */
  static Wanted withoutVectors(int queries, int dimension) {
    return leading(queries, dimension, dimension);
  }

  /** The same with the first eigenvalues only. */
  static Wanted leading(int queries, int dimension, int eigenvalues) {
    int rows = Checks.resultSize("scores", queries, dimension);
    Wanted wanted = new Wanted().logDensity(new double[queries]).score(new double[rows]);
    wanted.posteriorMean = new double[rows];
    wanted.effectiveNeighbours = new double[queries];
    wanted.eigenvalues = new double[queries * eigenvalues]; // at most as many as rows
    wanted.eigengap = new double[queries];
    wanted.ridgeResidual = new double[queries];
    wanted.status = new byte[queries];
    wanted.reason = new byte[queries];
    wanted.relativeGap = new double[queries];
    wanted.turn = new double[queries];
    return wanted;
  }

  /** The eigenvalues of the posterior covariance and its rank, freshly allocated. */
  static Wanted spectrum(int queries, int dimension) {
    Wanted wanted = new Wanted();
    wanted.logRatios = new double[Checks.resultSize("ratios", queries, dimension)];
    wanted.logErrors = new double[wanted.logRatios.length];
    Arrays.fill(wanted.logErrors, Double.NaN); // a backend may have none
    wanted.rank = new int[queries];
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
        status,
        reason,
        relativeGap,
        turn,
        logRatios,
        logErrors,
        rank);
  }
}
