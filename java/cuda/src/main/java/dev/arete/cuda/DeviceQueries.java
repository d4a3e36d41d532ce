package dev.arete.cuda;

import dev.arete.ProjectionSettings;
import dev.arete.spi.EvaluationOutputs;
import dev.arete.spi.EvaluationRequest;
import dev.arete.spi.HeldQueries;
import dev.arete.spi.Monitor;
import dev.arete.spi.ProjectionOutputs;
import dev.arete.spi.ProjectionRequest;

/**
 * Queries in the memory of the device, as the user gave them, so that every operation starts from
 * the same bits as if they had come from the host. A projection writes to a second array, which
 * {@link #keep} exchanges with the first.
 */
final class DeviceQueries implements HeldQueries, Queries {
  private final Loaded engine;
  private final CudaDevice device;
  private final Units units;
  private final int count;
  private final DeviceBuffer buffer;
  private final long origin;
  private long points;
  private long moved;

  /**
   * Copies queries to the device.
   *
   * @param engine inside whose {@link CudaDevice#run} this is called
   * @param queries row-major, in the units of the user
   * @param count how many
   * @throws IllegalArgumentException if floats cannot hold a coordinate
   * @throws dev.arete.OutOfDeviceMemoryException if there is no room
   */
  DeviceQueries(Loaded engine, double[] queries, int count) {
    this.engine = engine;
    this.device = engine.device();
    this.units = engine.units();
    this.count = count;
    units.check(queries);
    Layout measured = new Layout(0);
    place(measured);
    this.buffer = device.memory().allocate(measured.bytes(), "held queries");
    long[] arrays = place(new Layout(buffer.address()));
    this.origin = arrays[0];
    this.points = arrays[1];
    this.moved = arrays[2];
    boolean complete = false;
    try {
      device.staging().upload(origin, units.origin(), 0, units.dimension());
      device.staging().upload(points, queries, 0, queries.length);
      complete = true;
    } finally {
      if (!complete) {
        buffer.close();
      }
    }
  }

  private long[] place(Layout layout) {
    long coordinates = (long) count * units.dimension();
    return new long[] {
      layout.doubles(units.dimension()), layout.doubles(coordinates), layout.doubles(coordinates)
    };
  }

  @Override
  public void evaluate(int ridgeDimension, EvaluationOutputs outputs, Monitor monitor) {
    EvaluationRequest request =
        new EvaluationRequest(null, count, ridgeDimension, outputs, monitor);
    device.run(() -> new Evaluation(engine, this, request).run());
  }

  @Override
  public void project(ProjectionSettings settings, ProjectionOutputs outputs, Monitor monitor) {
    ProjectionRequest request =
        new ProjectionRequest(null, count, settings, outputs, null, monitor);
    device.run(() -> new Projection(engine, this, request).run());
  }

  @Override
  public void keep() {
    device.run(
        () -> {
          long old = points;
          points = moved;
          moved = old;
        });
  }

  @Override
  public void copy(double[] target) {
    device.run(() -> device.staging().download(points, target, 0, target.length));
  }

  @Override
  public void load(long address, int first, int rows) {
    device
        .kernels()
        .launch(
            Launch.threads("held_load", (long) rows * units.dimension()),
            new long[] {at(points, first)},
            new long[] {origin},
            scale(),
            new int[] {units.dimension()},
            new int[] {rows * units.dimension()},
            new long[] {address});
  }

  @Override
  public double[] read(int first, int rows) {
    double[] copy = new double[rows * units.dimension()];
    device.staging().download(at(points, first), copy, 0, copy.length);
    return copy;
  }

  @Override
  public void store(RidgeArrays arrays, int[] iterations, int first, int rows) {
    device
        .kernels()
        .launch(
            Launch.threads("held_store", (long) rows * units.dimension()),
            new long[] {arrays.address(RidgeWord.POINT)},
            new long[] {arrays.address(RidgeWord.ITERATIONS)},
            new long[] {origin},
            scale(),
            new int[] {units.dimension()},
            new int[] {rows * units.dimension()},
            new long[] {at(points, first)},
            new long[] {at(moved, first)});
  }

  /** A double, as the launch takes it: 8 bytes. */
  private long[] scale() {
    return new long[] {Double.doubleToRawLongBits(units.scale())};
  }

  private long at(long array, int query) {
    return array + (long) query * units.dimension() * Double.BYTES;
  }

  @Override
  public void close() {
    device.run(buffer::close);
  }
}
