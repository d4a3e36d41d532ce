package dev.arete.diffusion.features;

import dev.arete.diffusion.numeric.ChosenAlgebra;
import dev.arete.spi.DenseAlgebra;
import java.util.Arrays;
import java.util.Optional;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.factory.DecompositionFactory_DDRM;
import org.ejml.interfaces.decomposition.EigenDecomposition_F64;

/**
 * All of training from one eigendecomposition U = Q^T L Q: the linear layer after any time of
 * gradient flow dA/dtau = -2 (A U - N), after any number of steps of gradient descent, and at the
 * end, with the losses. Immutable.
 *
 * <p>In the eigenbasis each entry goes its own way: b(tau) = b(0) e^{-2 tau l} + n (1 - e^{-2 tau
 * l}) / l. No threshold is needed for finite tau; the factor of n goes to 2 tau as l goes to 0.
 */
public final class Training {
  /** Training time that stands for the end. */
  public static final double FOREVER = Double.POSITIVE_INFINITY;

  private final int features;
  private final int dimension;
  private final double[] eigenvalues;
  private final double[] eigenvectors;
  private final double[] start;
  private final double[] linear;
  private final double[] constant;
  private final double rankCut;

  private Training(Training other, double[] start) {
    this.features = other.features;
    this.dimension = other.dimension;
    this.eigenvalues = other.eigenvalues;
    this.eigenvectors = other.eigenvectors;
    this.start = start;
    this.linear = other.linear;
    this.constant = other.constant;
    this.rankCut = other.rankCut;
  }

  /**
   * Returns the same training from a first layer of zeros.
   *
   * @return the training; shares all large arrays with this one
   */
  public Training fromZero() {
    return new Training(this, new double[start.length]);
  }

  private Training(Spectrum spectrum, double[] linear, double[] constant, double[] layer) {
    this.features = spectrum.values().length;
    this.dimension = constant.length;
    this.eigenvalues = spectrum.values();
    this.eigenvectors = spectrum.vectors();
    this.start = rotate(layer);
    this.linear = rotate(linear);
    this.constant = constant.clone();
    this.rankCut = 1 / (1e4 * features);
  }

  /**
   * An eigendecomposition of U.
   *
   * @param values p eigenvalues
   * @param vectors p x p, row l is the unit eigenvector of value l
   */
  @SuppressWarnings("ArrayRecordComponent") // a carrier of large arrays, never compared
  public record Spectrum(double[] values, double[] vectors) {
    /**
     * Checks the lengths.
     *
     * @throws IllegalArgumentException if there are not p vectors of p numbers
     */
    public Spectrum {
      checkSquare("eigenvectors", values.length, vectors.length);
    }

    /**
     * Returns an eigendecomposition, O(p^3): by the library that {@link ChosenAlgebra} names, else
     * on the JVM.
     *
     * @param p order
     * @param quadratic U, row-major p x p; not changed
     * @return the spectrum, in no order
     * @throws IllegalArgumentException if U is not p x p
     * @throws dev.arete.BackendUnavailableException if a library is named that cannot run
     */
    public static Spectrum of(int p, double[] quadratic) {
      return of(p, quadratic, ChosenAlgebra.get());
    }

    static Spectrum of(int p, double[] quadratic, Optional<DenseAlgebra> library) {
      checkSquare("moments", p, quadratic.length);
      Spectrum spectrum = new Spectrum(new double[p], new double[p * p]);
      library.ifPresentOrElse(
          algebra -> algebra.symmetricEigen(quadratic, p, spectrum.values, spectrum.vectors),
          () -> spectrum.decompose(quadratic));
      for (int l = 0; l < p; l++) {
        spectrum.values[l] = Math.max(0, spectrum.values[l]);
      }
      return spectrum;
    }

    private static void checkSquare(String what, int order, int length) {
      if (length != (long) order * order) {
        throw new IllegalArgumentException(
            what + " of order " + order + " must be " + order + " x " + order + ", got " + length);
      }
    }

    private void decompose(double[] quadratic) {
      int p = values.length;
      EigenDecomposition_F64<DMatrixRMaj> solver = DecompositionFactory_DDRM.eig(p, true, true);
      if (!solver.decompose(DMatrixRMaj.wrap(p, p, quadratic.clone()))) {
        throw new ArithmeticException("no eigendecomposition of the moments of " + p + " features");
      }
      for (int l = 0; l < p; l++) {
        values[l] = solver.getEigenvalue(l).getReal();
        System.arraycopy(solver.getEigenVector(l).getData(), 0, vectors, l * p, p);
      }
    }
  }

  /**
   * Returns the training of a layer, with the paper's rank cut 1/(1e4 p): eigenvalues up to it
   * count as 0 at the end of training.
   *
   * @param spectrum eigendecomposition of U
   * @param linear N, row-major d x p
   * @param constant c, d numbers
   * @param layer A(0), row-major d x p
   * @return the training
   * @throws IllegalArgumentException if an array does not fit d and p
   */
  public static Training of(Spectrum spectrum, double[] linear, double[] constant, double[] layer) {
    int size = spectrum.values().length * constant.length;
    if (layer.length != size || linear.length != size) {
      throw new IllegalArgumentException(
          "layer and linear moments need "
              + size
              + " entries, got "
              + layer.length
              + " and "
              + linear.length);
    }
    return new Training(spectrum, linear, constant, layer);
  }

  /** Rows times Q^T. */
  private double[] rotate(double[] rows) {
    double[] out = new double[rows.length];
    for (int axis = 0; axis < dimension; axis++) {
      for (int l = 0; l < features; l++) {
        double dot = 0;
        for (int j = 0; j < features; j++) {
          dot += rows[axis * features + j] * eigenvectors[l * features + j];
        }
        out[axis * features + l] = dot;
      }
    }
    return out;
  }

  /**
   * Returns the largest eigenvalue of U; gradient descent with learning rate eta is stable for eta
   * below d over it.
   *
   * @return lambda_max
   */
  public double largestEigenvalue() {
    double largest = 0;
    for (double value : eigenvalues) {
      largest = Math.max(largest, value);
    }
    return largest;
  }

  /**
   * Returns the number of eigenvalues above the rank cut.
   *
   * @return the rank
   */
  public int rank() {
    int rank = 0;
    for (double value : eigenvalues) {
      rank += value > rankCut ? 1 : 0;
    }
    return rank;
  }

  /**
   * Returns the eigenvalues of U.
   *
   * @return a sorted copy, descending
   */
  public double[] spectrum() {
    double[] sorted = eigenvalues.clone();
    Arrays.sort(sorted);
    for (int i = 0, j = sorted.length - 1; i < j; i++, j--) {
      double swap = sorted[i];
      sorted[i] = sorted[j];
      sorted[j] = swap;
    }
    return sorted;
  }

  /**
   * Returns the layer after gradient flow.
   *
   * @param tau training time, at least 0; {@link #FOREVER} for the end
   * @return A(tau), row-major d x p
   */
  public double[] layer(double tau) {
    return unrotate(coefficients(tau));
  }

  /**
   * Returns the layer after gradient descent on L: A - eta grad L, steps times.
   *
   * @param rate learning rate eta
   * @param steps number of steps
   * @return A, row-major d x p; close to {@link #layer} at tau = eta steps / d
   */
  public double[] descend(double rate, int steps) {
    double[] out = new double[start.length];
    for (int i = 0; i < out.length; i++) {
      double value = eigenvalues[i % features];
      double factor = 1 - 2 * rate * value / dimension;
      double power = Math.pow(factor, steps);
      double gain = value > rankCut ? (1 - power) / value : 2 * rate * steps / dimension;
      out[i] = start[i] * power + linear[i] * gain;
    }
    return unrotate(out);
  }

  private double[] coefficients(double tau) {
    if (!(tau >= 0)) {
      throw new IllegalArgumentException("training time must be at least 0, got " + tau);
    }
    double[] out = new double[start.length];
    for (int i = 0; i < out.length; i++) {
      double value = eigenvalues[i % features];
      if (tau == FOREVER) {
        out[i] = value > rankCut ? linear[i] / value : start[i];
      } else {
        double gain = value > 0 ? -Math.expm1(-2 * tau * value) / value : 2 * tau;
        out[i] = start[i] * Math.exp(-2 * tau * value) + linear[i] * gain;
      }
    }
    return out;
  }

  private double[] unrotate(double[] coefficients) {
    double[] out = new double[coefficients.length];
    for (int axis = 0; axis < dimension; axis++) {
      for (int l = 0; l < features; l++) {
        double c = coefficients[axis * features + l];
        for (int j = 0; j < features; j++) {
          out[axis * features + j] += c * eigenvectors[l * features + j];
        }
      }
    }
    return out;
  }

  /**
   * Returns the training loss, axis by axis; the loss is their sum.
   *
   * @param tau training time, or {@link #FOREVER}
   * @return d numbers, each divided by d as the loss is
   */
  public double[] losses(double tau) {
    double[] coefficients = coefficients(tau);
    double[] losses = constant.clone();
    for (int i = 0; i < coefficients.length; i++) {
      double c = coefficients[i];
      losses[i / features] += c * (eigenvalues[i % features] * c - 2 * linear[i]);
    }
    for (int axis = 0; axis < dimension; axis++) {
      losses[axis] /= dimension;
    }
    return losses;
  }
}
