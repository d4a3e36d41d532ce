package dev.arete.cuda;

import dev.arete.Precision;
import dev.arete.spi.Mixture;
import dev.arete.spi.Monitor;

/** Runs the moment passes of a mixture at some queries and shows the arrays of the device. */
final class MomentProbe implements AutoCloseable {
  private static final long BUDGET = 1L << 26;

  private final CudaDevice device;
  private final Units units;
  private final DeviceMixture data;

  MomentProbe(Mixture mixture, Precision precision) {
    new CudaProvider().probe(); // initialises the driver
    device = new CudaDevice(0, BUDGET);
    units = new Units(mixture, Numbers.of(precision));
    data = device.call(() -> new DeviceMixture(device, mixture, units, BUDGET));
  }

  /**
   * What a pass found, in the units of the device.
   *
   * @param logDensity log p
   * @param shift m - y
   * @param ratio C / h
   * @param dropped bound on what is missing from it
   * @param visited tiles looked at
   * @param anchor coordinates of the heaviest centre, as doubles of the working precision
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Found(
      double[] logDensity,
      double[] shift,
      double[] ratio,
      double[] dropped,
      double[] visited,
      double[] anchor) {}

  int tiles() {
    return data.boxes(CentreLayout.TILE);
  }

  Units units() {
    return units;
  }

  /** Leaves out what the library does. */
  Found at(double[] queries) {
    return at(queries, units.numbers().roundoff() / 8);
  }

  /** Leaves out a share of each sum. */
  Found at(double[] queries, double share) {
    return device.call(() -> run(queries, share));
  }

  private record Placed(long rowCount, long points, MomentArrays moments) {}

  private Placed place(Layout layout, int rows) {
    long rowCount = layout.ints(1);
    long points = layout.doubles((long) rows * units.dimension());
    MomentArrays moments =
        new MomentArrays(layout, rowCount, rows, data, units, MomentArrays.Order.THIRD);
    return new Placed(rowCount, points, moments.withOrder(layout));
  }

  private Found run(double[] queries, double share) {
    int d = units.dimension();
    int rows = queries.length / d;
    Scratch.Placed<Placed> scratch = device.scratch().place(rows, this::place);
    if (scratch.rows() < rows) {
      throw new IllegalArgumentException(rows + " queries do not fit");
    }
    Placed placed = scratch.arrays();
    MomentArrays moments = placed.moments();
    moments.leaveOut(share);
    device.staging().uploadInt(placed.rowCount(), rows);
    units.upload(device.staging(), placed.points(), queries, 0, rows);
    MomentPass pass = new MomentPass(device.kernels(), units);
    pass.sort(placed.points(), moments.address(MomentWord.ORDER), rows);
    pass.launch(moments, rows, placed.points(), 0, Monitor.NONE);
    return new Found(
        doubles(moments, MomentWord.LOG_DENSITY, rows),
        doubles(moments, MomentWord.SHIFT, rows * d),
        doubles(moments, MomentWord.RATIO, rows * d * d),
        doubles(moments, MomentWord.DROPPED, rows),
        doubles(moments, MomentWord.VISITED, rows),
        units.numbers() == Numbers.FP64
            ? doubles(moments, MomentWord.ANCHOR_HIGH, rows * d)
            : new double[0]);
  }

  private double[] doubles(MomentArrays moments, MomentWord array, int count) {
    double[] values = new double[count];
    device.staging().download(moments.address(array), values, 0, count);
    return values;
  }

  @Override
  public void close() {
    device.run(data::close);
    device.close();
  }
}
