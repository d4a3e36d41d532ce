package dev.arete.diffusion.curve;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Grows curves one after the other and knows where they have been. */
final class CurveGrowth {
  /**
   * A point within this share of a step of a curve lies on it: points of a curve are a step apart,
   * and a curve that crosses another one between their points comes within 0.71 of a step.
   */
  private static final double NEAR = 0.75;

  /** A curve may come near itself after as many steps. */
  private static final double LOOP = 3;

  /** Cosine of the largest angle at which a curve may close. */
  private static final double CLOSING = 0.5;

  private final CurveStepper stepper;
  private final double step;
  private final int limit;
  private final PointIndex index;
  private int next;

  CurveGrowth(CurveStepper stepper, int dimension, double step, int limit) {
    this.stepper = stepper;
    this.step = step;
    this.limit = limit;
    this.index = new PointIndex(dimension, NEAR * step);
  }

  boolean isCovered(CurvePoint seed) {
    return index.near(seed.position(), next);
  }

  private void add(CurvePoint point) {
    index.add(point.position(), next++);
  }

  /** The curve through a ridge point, grown in both directions. */
  RidgeCurve from(CurvePoint seed) {
    int own = next;
    add(seed);
    double[] direction = stepper.direction(seed);
    if (direction == null) {
      return curve(List.of(seed), CurveEnd.UNDEFINED, CurveEnd.UNDEFINED);
    }
    List<CurvePoint> points = new ArrayList<>();
    points.add(seed);
    CurveEnd last = grow(points, direction, own);
    if (last == CurveEnd.CLOSED) {
      return curve(points, last, last);
    }
    List<CurvePoint> back = new ArrayList<>();
    back.add(seed);
    CurveEnd first = grow(back, Vectors.plus(new double[direction.length], -1, direction), own);
    Collections.reverse(back);
    back.addAll(points.subList(1, points.size()));
    return curve(back, first, last);
  }

  /** Appends points in a direction until there is a reason to stop. */
  private CurveEnd grow(List<CurvePoint> points, double[] outwards, int own) {
    int label = next;
    List<Double> travelled = new ArrayList<>(List.of(0.0));
    int settled = 0;
    double[] direction = outwards;
    double length = step;
    while (points.size() < limit) {
      CurvePoint tip = points.get(points.size() - 1);
      CurveStepper.Step taken = stepper.ahead(tip, direction, length);
      if (taken.point() == null) {
        return taken.end();
      }
      double arc = travelled.get(travelled.size() - 1) + tip.distance(taken.point());
      travelled.add(arc);
      points.add(taken.point());
      add(taken.point());
      direction = taken.direction();
      length = taken.length();
      while (travelled.get(settled + 1) <= arc - LOOP * step) {
        settled++;
      }
      boolean away = arc > LOOP * step;
      if (away
          && points.get(0).distance(taken.point()) <= step
          && Vectors.dot(direction, outwards) > CLOSING) {
        return CurveEnd.CLOSED;
      }
      if (index.near(taken.point().position(), away ? label + settled : own)) {
        return CurveEnd.MEETS;
      }
    }
    return CurveEnd.TOO_LONG;
  }

  private static RidgeCurve curve(List<CurvePoint> points, CurveEnd first, CurveEnd last) {
    int d = points.get(0).position().length;
    double[] positions = new double[points.size() * d];
    for (int i = 0; i < points.size(); i++) {
      System.arraycopy(points.get(i).position(), 0, positions, i * d, d);
    }
    return new RidgeCurve(
        d,
        positions,
        points.stream().mapToDouble(CurvePoint::logDensity).toArray(),
        points.stream().mapToDouble(CurvePoint::normalEigenvalue).toArray(),
        first,
        last);
  }
}
