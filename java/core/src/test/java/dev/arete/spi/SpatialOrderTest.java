package dev.arete.spi;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SpatialOrderTest {
  @ParameterizedTest
  @CsvSource({"1,2", "63,1", "64,2", "65,2", "1000,3", "777,16", "300,17"})
  void isAPermutation(int n, int d) {
    double[] points = new Random(n).doubles((long) n * d).toArray();
    int[] order = SpatialOrder.of(points, n, d, 64);
    Arrays.sort(order);
    assertArrayEquals(IntStream.range(0, n).toArray(), order);
  }

  @Test
  void equalPointsEndTheSearch() {
    int[] order = SpatialOrder.of(new double[2 * 5000], 5000, 2, 64);
    Arrays.sort(order);
    assertArrayEquals(IntStream.range(0, 5000).toArray(), order);
  }

  @ParameterizedTest
  @ValueSource(ints = {64, 128, 512, 2048})
  void tilesOnALineDoNotOverlap(int group) {
    int n = 1000;
    double[] points = new Random(3).doubles(n).toArray();
    int[] order = SpatialOrder.of(points, n, 1, group, 64);
    for (int tile = 64; tile < n; tile += 64) {
      double before = IntStream.range(0, tile).mapToDouble(i -> points[order[i]]).max().orElse(9);
      double after = IntStream.range(tile, n).mapToDouble(i -> points[order[i]]).min().orElse(-9);
      assertTrue(before <= after, "tile at " + tile);
    }
  }
}
