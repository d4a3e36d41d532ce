package dev.arete.cuda;

import dev.arete.spi.Monitor;

/**
 * One iteration of a projection after the other. Where it is the same launches again, they are a
 * graph: an iteration is then one call instead of a dozen. To be closed when the stream is idle.
 */
final class IterationPass implements Closer.Resource {
  /** Blocks of so many rows that ended cost less than to record anew for those that have not. */
  private static final int FEW_ROWS = 512;

  private final CudaDevice device;
  private final Units units;
  private final RidgeArrays arrays;
  private final LostRows lost;
  private boolean launched;
  private LaunchGraph graph;

  /** Rows that the graph covers. */
  private int graphRows;

  IterationPass(CudaDevice device, Units units, RidgeArrays arrays, LostRows lost) {
    this.device = device;
    this.units = units;
    this.arrays = arrays;
    this.lost = lost;
  }

  /**
   * Runs an iteration, or what comes of it until the monitor says stop.
   *
   * @param rows upper bound of the rows in use
   * @param monitor asked before every pass, or before the whole where that is a graph
   */
  void run(int rows, Monitor monitor) {
    if (isRepeatable(rows)) {
      record(rows);
    }
    if (graph != null && !lost.isAttending()) {
      graph.launch();
    } else {
      launch(rows, monitor);
      launched = true;
    }
  }

  /**
   * The first iteration is launched: the driver loads kernels at their first launch, which a record
   * must not cause. A graph covers the rows of its time, and gives way where half of many ended.
   * Frames and tiles of the data from the host are no matter of a graph.
   */
  private boolean isRepeatable(int rows) {
    return launched
        && !lost.isAttending()
        && arrays.moments().data().isResident()
        && (graph == null || (graphRows > FEW_ROWS && rows <= graphRows / 2));
  }

  private void record(int rows) {
    close();
    graph = device.kernels().record(() -> launch(rows, Monitor.NONE));
    graphRows = rows;
  }

  private void launch(int rows, Monitor monitor) {
    Kernels kernels = device.kernels();
    new MomentPass(kernels, units)
        .launch(arrays.moments(), rows, arrays.address(RidgeWord.POINT), arrays.active(), monitor);
    if (monitor.cancelled()) {
      return;
    }
    int dimension = units.dimension();
    new EigenPass(kernels, device.info()).launch(arrays.batch(), rows, dimension);
    if (arrays.hasThird()) {
      kernels.launch(Launch.threads("exact_step_n" + dimension, rows, 64), arrays.argument());
    }
    long[] frames = arrays.argument();
    if (lost.isAttending()) {
      lost.give(rows, monitor);
      frames = arrays.attended();
    }
    kernels.launch(Launch.groups("ridge_step", "", rows, dimension), frames);
    kernels.launch(
        Launch.blocks("compact", 1, 1, 1024),
        new long[] {arrays.active()},
        new long[] {arrays.rowCount()},
        new long[] {arrays.address(RidgeWord.STATUS)});
  }

  @Override
  public void close() {
    if (graph != null) {
      LaunchGraph old = graph;
      graph = null;
      old.close();
    }
  }
}
