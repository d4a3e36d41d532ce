package dev.arete.examples;

import dev.arete.Compute;
import dev.arete.LocalGeometry;
import dev.arete.Points;
import dev.arete.RidgeProjection;
import dev.arete.SmoothedDensity;
import dev.arete.Smoothing;

/** The snippet of README.md; {@link ReadmeTest} compares the two and what the snippet prints. */
final class Readme {
  private Readme() {}

  static LocalGeometry ridge(double[] quakes, Points queries) {
    // snippet: readme
    try (Compute compute = Compute.open(); // the best backend that runs here
        SmoothedDensity p = compute.density(Points.of(quakes, 2), Smoothing.bandwidth(2.5))) {
      LocalGeometry g = p.geometry(queries, 1); // log p, score, eigensystem, residual, status
      RidgeProjection ridge = p.ridge(1).tolerance(1e-6).project(queries);
      System.out.println(ridge.summary()); // CONVERGED 5871
      // end
      return g;
    }
  }
}
