package dev.arete.nd4j;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.arete.Compute;
import dev.arete.LocalGeometry;
import dev.arete.Points;
import dev.arete.RidgeProjection;
import dev.arete.SmoothedDensity;
import dev.arete.Smoothing;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

class Nd4jArraysTest {
  private static final double[] NUMBERS = {0.1, -2, 3, 1e-9, 5, 6.25};

  @Test
  void pointsComeBackAsTheyWent() {
    Points points = Points.of(NUMBERS, 2);
    INDArray array = Nd4jArrays.array(points);
    assertArrayEquals(new long[] {3, 2}, array.shape());
    assertEquals(3, array.getDouble(1, 0));
    assertArrayEquals(NUMBERS, Nd4jArrays.points(array).coordinates());
  }

  /** A transposed view lies column by column in memory, a part of a matrix has gaps. */
  @Test
  void viewsAndOtherTypesAreRead() {
    INDArray array = Nd4jArrays.array(NUMBERS, 3, 2);
    assertArrayEquals(
        new double[] {0.1, 3, 5, -2, 1e-9, 6.25},
        Nd4jArrays.points(array.transpose()).coordinates());
    INDArray column = array.get(NDArrayIndex.all(), NDArrayIndex.interval(1, 2));
    assertArrayEquals(new double[] {-2, 1e-9, 6.25}, Nd4jArrays.points(column).coordinates());
    INDArray single = array.castTo(DataType.FLOAT);
    assertEquals((double) 0.1f, Nd4jArrays.points(single).coordinates()[0]);
  }

  @Test
  void resultsBecomeArrays() {
    Points data = Points.of(new double[] {0, 0, 1, 0.1, 2, -0.1, 3, 0}, 2);
    try (Compute compute = Compute.open();
        SmoothedDensity density = compute.density(data, Smoothing.bandwidth(0.7))) {
      LocalGeometry geometry = density.geometry(data, 1);
      assertArrayEquals(geometry.score(), Nd4jArrays.values(Nd4jArrays.score(geometry)));
      INDArray vectors = Nd4jArrays.eigenvectors(geometry);
      assertArrayEquals(new long[] {4, 2, 2}, vectors.shape());
      assertEquals(geometry.eigenvectors()[4 + 2], vectors.getDouble(1, 1, 0));
      RidgeProjection projection = density.ridge(1).project(data);
      assertArrayEquals(projection.points(), Nd4jArrays.values(Nd4jArrays.points(projection)));
    }
  }

  @Test
  void refusesWhatIsNoMatrixOfNumbers() {
    assertThrows(
        IllegalArgumentException.class, () -> Nd4jArrays.points(Nd4j.createFromArray(1.0, 2.0)));
    assertThrows(
        IllegalArgumentException.class,
        () -> Nd4jArrays.points(Nd4j.createFromArray(1, 2).reshape(1, 2)));
    assertThrows(IllegalArgumentException.class, () -> Nd4jArrays.array(NUMBERS, 4, 2));
  }
}
