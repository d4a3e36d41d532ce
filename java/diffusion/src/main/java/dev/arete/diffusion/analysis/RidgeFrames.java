package dev.arete.diffusion.analysis;

import dev.arete.GeometryStatus;
import dev.arete.LocalGeometry;
import dev.arete.Points;
import dev.arete.SmoothedDensity;
import java.util.Arrays;
import java.util.Optional;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.factory.DecompositionFactory_DDRM;
import org.ejml.interfaces.decomposition.EigenDecomposition_F64;

/**
 * Tangent and normal spaces of the ridge at a batch of points, and the exact shift there. A point
 * whose normal space is undefined is said to be so; its parts are NaN.
 *
 * <p>Where the data span exactly k dimensions, as two points do for k = 1, their span is the
 * tangent space at every point and time, and is used where the eigensystem is lost in rounding.
 */
public final class RidgeFrames {
  private final int dimension;
  private final int ridgeDimension;
  private final double variance;
  private final LocalGeometry geometry;
  private final double[] tangents;
  private final boolean[] defined;

  private RidgeFrames(
      double variance, LocalGeometry geometry, double[] tangents, boolean[] defined) {
    this.dimension = geometry.dimension();
    this.ridgeDimension = geometry.ridgeDimension();
    this.variance = variance;
    this.geometry = geometry;
    this.tangents = tangents;
    this.defined = defined;
  }

  /**
   * Returns the frames at points. Cost that of {@link SmoothedDensity#geometry}.
   *
   * @param density the exact density at a time
   * @param ridgeDimension k
   * @param points row-major count x d; not kept
   * @param count number of points
   * @return the frames
   * @throws IllegalArgumentException if k is not in 0..d-1, or the points are not count rows of d
   *     finite numbers
   */
  public static RidgeFrames at(
      SmoothedDensity density, int ridgeDimension, double[] points, int count) {
    int d = density.dimension();
    SampleChecks.rows("points", points.length, count, d);
    LocalGeometry geometry = density.geometry(Points.of(points, d), ridgeDimension);
    double[] tangents = new double[count * ridgeDimension * d];
    boolean[] defined = new boolean[count];
    Optional<double[]> span = DataSpan.of(density.data(), ridgeDimension);
    for (int i = 0; i < count; i++) {
      defined[i] = geometry.status(i) != GeometryStatus.UNDEFINED || span.isPresent();
      double[] source = span.orElse(geometry.eigenvectors());
      int from = span.isPresent() ? 0 : i * d * d;
      System.arraycopy(source, from, tangents, i * ridgeDimension * d, ridgeDimension * d);
    }
    return new RidgeFrames(density.smoothing().variance(), geometry, tangents, defined);
  }

  /**
   * Returns the number of points.
   *
   * @return count
   */
  public int count() {
    return defined.length;
  }

  int dimension() {
    return dimension;
  }

  /**
   * Returns whether the normal space of a point exists.
   *
   * @param point index of the point
   * @return false where k directions cannot be told from the others
   */
  public boolean isDefined(int point) {
    return defined[point];
  }

  /**
   * Returns one coordinate of the exact shift m - y = h s.
   *
   * @param point index of the point
   * @param axis coordinate
   * @return the coordinate, in units of the data
   */
  public double shift(int point, int axis) {
    return variance * geometry.score()[point * dimension + axis];
  }

  /**
   * Returns the largest normal ratio mu_{k+1}/h = 1 + h lambda_{k+1}: 0 where the posterior is flat
   * in all normal directions, above 1 off the ridge's reach.
   *
   * @param point index of the point
   * @return the ratio
   */
  public double normalRatio(int point) {
    return Math.max(0, 1 + variance * geometry.normalEigenvalue(point));
  }

  /**
   * Writes the normal part of a vector, v - P_T v.
   *
   * @param point index of the point whose frame is meant
   * @param vectors holds the vector from {@code at} on
   * @param at index of its first coordinate
   * @param out receives the part from {@code to} on; NaN where the frame is undefined
   * @param to index of its first coordinate
   */
  public void normalPart(int point, double[] vectors, int at, double[] out, int to) {
    if (!defined[point]) {
      Arrays.fill(out, to, to + dimension, Double.NaN);
      return;
    }
    System.arraycopy(vectors, at, out, to, dimension);
    for (int j = 0; j < ridgeDimension; j++) {
      int row = (point * ridgeDimension + j) * dimension;
      double dot = 0;
      for (int axis = 0; axis < dimension; axis++) {
        dot += tangents[row + axis] * vectors[at + axis];
      }
      for (int axis = 0; axis < dimension; axis++) {
        out[to + axis] -= dot * tangents[row + axis];
      }
    }
  }

  /**
   * Returns the distance |P_N (m - y)| to the posterior mean in the normal space: the distance to
   * the ridge where the normal ratio is small.
   *
   * @param point index of the point
   * @return the distance, in units of the data; NaN where the frame is undefined
   */
  public double normalDistance(int point) {
    if (geometry.status(point) != GeometryStatus.UNDEFINED) {
      return variance * geometry.ridgeResidual()[point];
    }
    double[] vector = new double[2 * dimension];
    for (int axis = 0; axis < dimension; axis++) {
      vector[axis] = shift(point, axis);
    }
    normalPart(point, vector, 0, vector, dimension);
    double sum = 0;
    for (int axis = 0; axis < dimension; axis++) {
      sum += vector[dimension + axis] * vector[dimension + axis];
    }
    return Math.sqrt(sum);
  }

  /**
   * Returns the largest principal angle between the tangent spaces of two frames at a point: the
   * sine is the largest normal part, in the other frame, of a unit tangent vector of this one.
   *
   * @param point index of the point
   * @param other another frame at the same point
   * @return the angle, in radians; for k = 1 the angle between the two lines
   */
  public double largestAngle(int point, RidgeFrames other) {
    double[] normals = new double[ridgeDimension * dimension];
    for (int j = 0; j < ridgeDimension; j++) {
      int row = (point * ridgeDimension + j) * dimension;
      other.normalPart(point, tangents, row, normals, j * dimension);
    }
    return Math.asin(Math.min(1, largestSingularValue(normals)));
  }

  /** Of a matrix of k rows, from the eigenvalues of its k x k Gram matrix. */
  private double largestSingularValue(double[] rows) {
    int k = ridgeDimension;
    double[] gram = new double[k * k];
    for (int a = 0; a < k; a++) {
      for (int b = 0; b < k; b++) {
        for (int axis = 0; axis < dimension; axis++) {
          gram[a * k + b] += rows[a * dimension + axis] * rows[b * dimension + axis];
        }
      }
    }
    if (k == 1) {
      return Math.sqrt(gram[0]);
    }
    EigenDecomposition_F64<DMatrixRMaj> solver = DecompositionFactory_DDRM.eig(k, false, true);
    if (!solver.decompose(DMatrixRMaj.wrap(k, k, gram))) {
      return Double.NaN;
    }
    double largest = 0;
    for (int j = 0; j < k; j++) {
      largest = Math.max(largest, solver.getEigenvalue(j).getReal());
    }
    return Math.sqrt(largest);
  }
}
