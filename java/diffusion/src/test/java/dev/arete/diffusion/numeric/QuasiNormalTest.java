package dev.arete.diffusion.numeric;

import static dev.arete.diffusion.Near.assertNear;

import org.junit.jupiter.api.Test;

class QuasiNormalTest {
  /** 1,000 points give moments to well within 1/sqrt(1000): the error falls like 1/N. */
  @Test
  void momentsAreBetterThanThoseOfRandomPoints() {
    int count = 1000;
    QuasiNormal points = new QuasiNormal(2, 9);
    double[] sums = new double[5];
    double[] z = new double[2];
    for (int i = 0; i < count; i++) {
      points.point(500 + i, z, 0);
      double[] terms = {z[0], z[1], z[0] * z[0], z[1] * z[1], z[0] * z[1]};
      for (int m = 0; m < terms.length; m++) {
        sums[m] += terms[m] / count;
      }
    }
    double[] expected = {0, 0, 1, 1, 0};
    for (int m = 0; m < sums.length; m++) {
      assertNear(expected[m], sums[m], 0.3 / Math.sqrt(count), "moment " + m);
    }
  }
}
