package dev.arete.testkit.oracle;

import java.util.Arrays;

/** What is true of the ridge at one query, rounded to double only when it is read. */
public final class GradedTruth {
  private final Wide[] shift;
  private final WideEigen eigen;
  private final Wide[][] basis;
  private final double variance;
  private final int bits;

  /** Takes an eigensystem in the coordinates of a basis, or of the space itself for null. */
  GradedTruth(Wide[] shift, WideEigen eigen, Wide[][] basis, double variance, int bits) {
    this.basis = basis;
    this.shift = shift;
    this.eigen = eigen;
    this.variance = variance;
    this.bits = bits;
  }

  /** Powers of two between the largest eigenvalue and the last of some, if it is not zero. */
  long grading(int directions) {
    Wide last = eigen.value(directions - 1);
    return last.signum() == 0 ? Long.MAX_VALUE : eigen.value(0).top() - last.top();
  }

  private Wide[] vector(int j) {
    Wide[] inner = eigen.vector(j);
    if (basis == null) {
      return inner;
    }
    Wide[] out = new Wide[shift.length];
    for (int k = 0; k < out.length; k++) {
      out[k] = Wide.ZERO;
      for (int i = 0; i < inner.length; i++) {
        out[k] = out[k].plus(inner[i].times(basis[i][k], bits), bits);
      }
    }
    return out;
  }

  /**
   * Returns the rank of the covariance, as far as it was asked for.
   *
   * @return number of directions
   */
  public int rank() {
    return basis == null ? shift.length : basis.length;
  }

  /**
   * Returns log(mu_j/h).
   *
   * @param j index, 0 for the largest
   * @return the logarithm
   */
  public double logRatio(int j) {
    return j < rank() ? eigen.value(j).log() - Math.log(variance) : Double.NEGATIVE_INFINITY;
  }

  /**
   * Returns the ridge residual |P_N s|, from what remains of s beyond the first k directions.
   *
   * @param k ridge dimension
   * @return its norm, in 1/unit
   */
  public double ridgeResidual(int k) {
    Wide[] rest = shift.clone();
    for (int j = 0; j < k; j++) {
      Wide[] vector = vector(j);
      Wide component = Wide.ZERO;
      for (int i = 0; i < rest.length; i++) {
        component = component.plus(vector[i].times(rest[i], bits), bits);
      }
      for (int i = 0; i < rest.length; i++) {
        rest[i] = rest[i].minus(component.times(vector[i], bits), bits);
      }
    }
    return length(rest) / variance;
  }

  /**
   * Returns the length of the score.
   *
   * @return |s|, in 1/unit
   */
  public double score() {
    return length(shift) / variance;
  }

  private double length(Wide[] vector) {
    Wide sum = Wide.ZERO;
    for (Wide entry : vector) {
      sum = sum.plus(entry.times(entry, bits), bits);
    }
    return sum.sqrt(bits).doubleValue();
  }

  /**
   * Returns the sine of the largest angle between the first k directions and some orthonormal ones.
   *
   * @param vectors row-major rows of d numbers, of which the first k count
   * @param offset index of the first number
   * @param k number of directions
   * @return an upper bound within a factor sqrt(k)
   */
  public double angle(double[] vectors, int offset, int k) {
    int d = shift.length;
    Wide[][] exact = new Wide[k][];
    Arrays.setAll(exact, this::vector);
    double sum = 0;
    for (int j = 0; j < k; j++) {
      Wide[] rest = new Wide[d];
      for (int i = 0; i < d; i++) {
        rest[i] = Wide.of(vectors[offset + j * d + i]);
      }
      for (int l = 0; l < k; l++) {
        Wide dot = Wide.ZERO;
        for (int i = 0; i < d; i++) {
          dot = dot.plus(exact[l][i].times(rest[i], bits), bits);
        }
        for (int i = 0; i < d; i++) {
          rest[i] = rest[i].minus(dot.times(exact[l][i], bits), bits);
        }
      }
      double length = length(rest);
      sum += length * length;
    }
    return Math.sqrt(sum);
  }
}
