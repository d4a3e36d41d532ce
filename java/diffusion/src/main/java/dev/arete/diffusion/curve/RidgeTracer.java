package dev.arete.diffusion.curve;

import dev.arete.Points;
import dev.arete.ProgressListener;
import dev.arete.RidgeProjection;
import dev.arete.RidgeProjector;
import dev.arete.RidgeStatus;
import dev.arete.SmoothedDensity;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Traces the one-dimensional ridge of a smoothed density as curves, in any dimension d of at least
 * 2. Immutable; each setting returns a changed copy.
 *
 * <p>Seeds are projected onto the ridge. From the densest one that lies on no curve yet a curve
 * grows in both directions, by steps ahead that are projected back onto the ridge, until it closes,
 * meets a curve, falls below a density, or ends; then from the next. Parts of the ridge that no
 * seed leads to are not found. Two pieces of ridge nearer to each other than three quarters of a
 * step count as one. Results do not depend on threads. Source of stepping and projecting in turn:
 * Pulkkinen (2015), ridge curves of Gaussian mixtures.
 */
public final class RidgeTracer {
  private static final double STEP = 0.25;
  private static final int LIMIT = 1_000_000;

  /**
   * How far below the thinnest seed log p may fall: what it falls by within sqrt(h) of a lone
   * point, so that neighbours up to 3 sqrt(h) apart are joined.
   */
  private static final double THINNER = 0.5;

  private final SmoothedDensity density;
  private final double step;
  private final double beta;
  private final Double minLogDensity;
  private final ProgressListener listener;

  private RidgeTracer(
      SmoothedDensity density,
      double step,
      double beta,
      Double minLogDensity,
      ProgressListener listener) {
    this.density = density;
    this.step = step;
    this.beta = beta;
    this.minLogDensity = minLogDensity;
    this.listener = listener;
  }

  /**
   * Returns a tracer with steps of sqrt(h)/4 and no curvature margin, whose curves end where log p
   * is 1/2 below that of the thinnest seed: sqrt(h) beyond a lone point.
   *
   * @param density the density, of dimension 2 or more; stays open and belongs to the caller
   * @return the tracer
   * @throws IllegalArgumentException if the dimension is 1, where the ridge is the line
   */
  public static RidgeTracer of(SmoothedDensity density) {
    if (density.dimension() < 2) {
      throw new IllegalArgumentException("ridge curves need data of dimension 2 or more, got 1");
    }
    double step = STEP * Math.sqrt(density.smoothing().variance());
    return new RidgeTracer(density, step, 0, null, null);
  }

  /**
   * Returns a copy with another distance between points of a curve.
   *
   * @param length the distance, positive and finite, in units of the data; shorter where the curve
   *     bends. Steps of more than sqrt(h) may jump between pieces of ridge
   * @return the copy
   * @throws IllegalArgumentException if it is not positive and finite
   */
  public RidgeTracer step(double length) {
    if (!(length > 0 && length < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException("step must be positive and finite, got " + length);
    }
    return new RidgeTracer(density, length, beta, minLogDensity, listener);
  }

  /**
   * Returns a copy with another curvature margin.
   *
   * @param margin curves end where lambda_2 exceeds -margin; at least 0 and finite, in 1/unit^2
   * @return the copy
   * @throws IllegalArgumentException if it is negative or not finite
   */
  public RidgeTracer beta(double margin) {
    density.ridge(1).beta(margin); // throws here what would come out of the tracing
    return new RidgeTracer(density, step, margin, minLogDensity, listener);
  }

  /**
   * Returns a copy with another bound on the density.
   *
   * @param bound curves end where the log density is below; -infinity lets curves run out to where
   *     the ridge ends, which may be never
   * @return the copy
   * @throws IllegalArgumentException if it is NaN
   */
  public RidgeTracer minLogDensity(double bound) {
    density.ridge(1).minLogDensity(bound);
    return new RidgeTracer(density, step, beta, bound, listener);
  }

  /**
   * Returns a copy that reports progress.
   *
   * @param progress hears how many seeds are done; called between operations of the density; null
   *     for none
   * @return the copy
   */
  public RidgeTracer onProgress(ProgressListener progress) {
    return new RidgeTracer(density, step, beta, minLogDensity, progress);
  }

  /**
   * Returns the curves that seeds lead to. Interrupting the calling thread stops the work. Cost one
   * projection of a point, of a few evaluations, for each point of a curve.
   *
   * @param seeds points to start from, such as the centres of the density; need not be on the ridge
   * @return curves, the one through the densest seed first; empty if no seed converges
   * @throws IllegalArgumentException if the dimension differs from that of the data
   * @throws dev.arete.ComputationInterruptedException if the calling thread is interrupted
   */
  public List<RidgeCurve> trace(Points seeds) {
    RidgeProjector projector = density.ridge(1).beta(beta);
    if (minLogDensity != null) {
      projector = projector.minLogDensity(minLogDensity);
    }
    List<CurvePoint> starts = starts(projector.project(seeds));
    if (starts.isEmpty()) {
      return List.of();
    }
    double bound =
        minLogDensity == null
            ? starts.get(starts.size() - 1).logDensity() - THINNER
            : minLogDensity;
    CurveStepper stepper = new CurveStepper(density, projector.minLogDensity(bound), step);
    CurveGrowth growth = new CurveGrowth(stepper, density.dimension(), step, LIMIT);
    List<RidgeCurve> curves = new ArrayList<>();
    for (int i = 0; i < starts.size(); i++) {
      if (!growth.isCovered(starts.get(i))) {
        curves.add(growth.from(starts.get(i)));
      }
      if (listener != null) {
        listener.progress(i + 1, starts.size());
      }
    }
    return curves;
  }

  /** Ridge points of seeds that converged, densest first. */
  private static List<CurvePoint> starts(RidgeProjection projection) {
    return IntStream.range(0, projection.count())
        .filter(i -> projection.status(i) == RidgeStatus.CONVERGED)
        .mapToObj(i -> CurveStepper.point(projection, i))
        .sorted(Comparator.comparingDouble(CurvePoint::logDensity).reversed())
        .toList();
  }
}
