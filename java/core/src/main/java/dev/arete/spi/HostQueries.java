package dev.arete.spi;

import dev.arete.ProjectionSettings;

/** Held queries of an engine that works in the memory of the host: an array. */
final class HostQueries implements HeldQueries {
  private final DensityEngine engine;
  private final int count;
  private volatile double[] points; // never written to: an evaluation may be reading them
  private volatile double[] moved;

  HostQueries(DensityEngine engine, double[] points, int count) {
    this.engine = engine;
    this.points = points;
    this.moved = points;
    this.count = count;
  }

  @Override
  public void evaluate(int ridgeDimension, EvaluationOutputs outputs, Monitor monitor) {
    engine.evaluate(new EvaluationRequest(points, count, ridgeDimension, outputs, monitor));
  }

  @Override
  public void project(ProjectionSettings settings, ProjectionOutputs outputs, Monitor monitor) {
    ProjectionOutputs all = outputs.completed(count, count == 0 ? 0 : points.length / count);
    engine.project(new ProjectionRequest(points, count, settings, all, null, monitor));
    moved = all.points();
  }

  @Override
  public void keep() {
    points = moved;
  }

  @Override
  public void copy(double[] target) {
    System.arraycopy(points, 0, target, 0, target.length);
  }

  @Override
  public void close() {
    // holds nothing but an array
  }
}
