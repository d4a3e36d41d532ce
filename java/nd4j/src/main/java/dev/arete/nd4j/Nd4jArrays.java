package dev.arete.nd4j;

import dev.arete.LocalGeometry;
import dev.arete.Points;
import dev.arete.RidgeProjection;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * ND4J arrays in and out. Everything is copied; what comes out is of type DOUBLE in C order, and
 * belongs to the caller. What goes in may be a view, of any floating type and order.
 */
public final class Nd4jArrays {
  private Nd4jArrays() {}

  /**
   * Returns the rows of a matrix as points.
   *
   * @param matrix n x d, of a floating type
   * @return n points of dimension d
   * @throws IllegalArgumentException if it is no matrix, or a coordinate is not finite or beyond
   *     1e150 in magnitude
   */
  public static Points points(INDArray matrix) {
    if (matrix.rank() != 2) {
      throw new IllegalArgumentException(
          "points are the rows of a matrix, got an array of rank " + matrix.rank());
    }
    return Points.of(values(matrix), Math.toIntExact(matrix.size(1)));
  }

  /**
   * Returns the numbers of an array.
   *
   * @param array of any floating type, shape and order
   * @return its numbers in C order
   * @throws IllegalArgumentException if it has no floating type
   */
  public static double[] values(INDArray array) {
    if (!array.dataType().isFPType()) {
      throw new IllegalArgumentException("numbers of type " + array.dataType() + " are not real");
    }
    return array.castTo(DataType.DOUBLE).dup('c').data().asDouble();
  }

  /**
   * Returns points as a matrix.
   *
   * @param points n points; weights are left out
   * @return n x d
   */
  public static INDArray array(Points points) {
    return array(points.coordinates(), points.count(), points.dimension());
  }

  /**
   * Returns numbers as an array, for any result of the library.
   *
   * @param values in C order
   * @param shape sizes, whose product is the length
   * @return the array
   * @throws IllegalArgumentException if the length does not fit the shape
   */
  public static INDArray array(double[] values, long... shape) {
    long size = 1;
    for (long side : shape) {
      size *= side;
    }
    if (size != values.length) {
      throw new IllegalArgumentException(
          values.length + " numbers do not fill an array of " + size);
    }
    return Nd4j.createFromArray(values).reshape('c', shape);
  }

  /**
   * Returns the scores of a geometry.
   *
   * @param geometry at q queries
   * @return q x d, in 1/unit
   */
  public static INDArray score(LocalGeometry geometry) {
    return array(geometry.score(), geometry.count(), geometry.dimension());
  }

  /**
   * Returns the Hessian eigenvectors of a geometry.
   *
   * @param geometry at q queries
   * @return q x d x d; row j of a query's matrix is eigenvector j
   */
  public static INDArray eigenvectors(LocalGeometry geometry) {
    int d = geometry.dimension();
    return array(geometry.eigenvectors(), geometry.count(), d, d);
  }

  /**
   * Returns the points of a projection.
   *
   * @param projection of q queries
   * @return q x d; where a query did not converge, where it stopped
   */
  public static INDArray points(RidgeProjection projection) {
    double[] points = projection.points();
    int count = projection.residual().length;
    return array(points, count, count == 0 ? 0 : points.length / count);
  }
}
