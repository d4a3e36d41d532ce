package dev.arete.cuda;

import dev.arete.Precision;
import dev.arete.spi.Mixture;
import dev.arete.spi.Monitor;
import java.util.stream.IntStream;

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
   * @param visited tiles looked at; empty where there are none
   * @param anchor coordinates of the heaviest centre in FP64, else empty
   * @param listed 1 where survivors are listed; empty where they never are
   * @param survivors how many there are
   * @param words the same, a bit each in the order of the device, so many words a query
   * @param candidates how many of them screening found, or more than all; empty where there is none
   * @param floor what the exponents of the heaviest centres reach in FP64, else empty
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Found(
      double[] logDensity,
      double[] shift,
      double[] ratio,
      double[] dropped,
      double[] visited,
      double[] anchor,
      int[] listed,
      int[] survivors,
      int[] words,
      int[] candidates,
      double[] floor) {

    /** Whether a centre is a survivor of a query; by its place in the order of the device. */
    boolean survives(int query, int place) {
      int perQuery = words.length / survivors.length;
      int word = words[query * perQuery + place / Integer.SIZE];
      return (word >>> (place % Integer.SIZE) & 1) != 0;
    }
  }

  int tiles() {
    return data.tiles();
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
    int[] words = ints(moments, MomentWord.SURVIVORS, rows * words());
    return new Found(
        doubles(moments, MomentWord.LOG_DENSITY, rows),
        doubles(moments, MomentWord.SHIFT, rows * d),
        doubles(moments, MomentWord.RATIO, rows * d * d),
        doubles(moments, MomentWord.DROPPED, rows),
        doubles(moments, MomentWord.VISITED, rows),
        doubles(moments, MomentWord.ANCHOR_HIGH, units.numbers() == Numbers.FP64 ? rows * d : 0),
        ints(moments, MomentWord.LISTED, rows),
        survivors(words, rows),
        words,
        ints(moments, MomentWord.CANDIDATES, rows),
        doubles(moments, MomentWord.FLOOR, units.numbers() == Numbers.FP64 ? rows : 0));
  }

  private int words() {
    return data.splits().count() * (data.splits().length() / Integer.SIZE);
  }

  private int[] survivors(int[] words, int rows) {
    int used = (data.count() + Integer.SIZE - 1) / Integer.SIZE;
    return IntStream.range(0, words.length == 0 ? 0 : rows)
        .map(q -> IntStream.range(0, used).map(w -> Integer.bitCount(words[q * words() + w])).sum())
        .toArray();
  }

  private int[] ints(MomentArrays moments, MomentWord array, int count) {
    long address = moments.address(array);
    return address == 0 ? new int[0] : device.staging().downloadInts(address, count);
  }

  private double[] doubles(MomentArrays moments, MomentWord array, int count) {
    long address = moments.address(array);
    double[] values = new double[address == 0 ? 0 : count];
    device.staging().download(address, values, 0, values.length);
    return values;
  }

  @Override
  public void close() {
    device.run(data::close);
    device.close();
  }
}
