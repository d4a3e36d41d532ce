package dev.arete.cuda;

import dev.arete.spi.Mixture;
import java.util.function.Consumer;

/**
 * The centres of a mixture on the device. Where they do not fit beside the working memory they stay
 * with the host and pass through the device tile by tile, a whole number of splits at a time.
 */
final class DeviceMixture implements Closer.Resource {
  /** Memory left to the driver and to other programs. */
  private static final long RESERVE = 64L << 20;

  private final Mixture mixture;
  private final Units units;
  private final Staging staging;
  private final Splits splits;
  private final CentreLayout layout;
  private final Boxes boxes;

  /** Null where rows are not screened. */
  private final LeadingCoordinates leading;

  private final double largestLogWeight;
  private final int splitsPerTile;
  private final DeviceBuffer buffer;

  /**
   * Moves the data to the device.
   *
   * @param device inside whose {@link CudaDevice#run} this is called
   * @param mixture the data; its arrays are kept
   * @param units coordinates of the device
   * @param scratch bytes of working memory to leave room for
   */
  DeviceMixture(CudaDevice device, Mixture mixture, Units units, long scratch) {
    this(device, mixture, units, scratch, Splits.of(mixture.count(), mixture.dimension()));
  }

  /** With other splits than the data would have. */
  DeviceMixture(CudaDevice device, Mixture mixture, Units units, long scratch, Splits splits) {
    this.mixture = mixture;
    this.units = units;
    this.staging = device.staging();
    this.splits = splits;
    this.largestLogWeight = largest(mixture);
    this.layout = new CentreLayout(mixture);
    this.boxes = new Boxes(layout, units, largestLogWeight);
    long room = device.memory().free() - scratch - RESERVE;
    this.leading = leading(room);
    this.splitsPerTile = splitsPerTile(room);
    this.buffer = device.memory().allocate(bytes(tileLength()), "centres");
    boolean complete = false;
    try {
      if (layout.isTiled()) {
        boxes.upload(staging, tileBoxes(), CentreLayout.TILE);
        boxes.upload(staging, groupBoxes(), CentreLayout.GROUP);
      }
      if (leading != null) {
        leading.upload(staging, leadingCoordinates());
      }
      if (isResident()) {
        upload(tile(0));
      }
      complete = true;
    } finally {
      if (!complete) {
        buffer.close();
      }
    }
  }

  /** Coordinates that take no more than a small part of the memory, or null. */
  private LeadingCoordinates leading(long room) {
    if (!layout.isScreenable()) {
      return null;
    }
    LeadingCoordinates found = new LeadingCoordinates(layout, units, largestLogWeight);
    Layout measured = new Layout(0);
    found.place(measured);
    return measured.bytes() <= room / 4 ? found : null;
  }

  private static double largest(Mixture mixture) {
    double largest = mixture.logWeight(0);
    for (int i = 1; i < mixture.count() && mixture.logWeights() != null; i++) {
      largest = Math.max(largest, mixture.logWeight(i));
    }
    return largest;
  }

  /** All splits if they fit, else as many as do, at least one. */
  private int splitsPerTile(long room) {
    if (bytes(mixture.count()) <= room) {
      return splits.count();
    }
    long fixed = bytes(0);
    long each = bytes(splits.length()) - fixed;
    return (int) Math.max(1, Math.min(splits.count(), (room - fixed) / each));
  }

  private int tileLength() {
    return (int) Math.min(mixture.count(), (long) splitsPerTile * splits.length());
  }

  private long bytes(int centres) {
    Layout measured = new Layout(0);
    place(measured, centres);
    return measured.bytes();
  }

  /**
   * Part of the data on the device.
   *
   * @param high address of the high words
   * @param low address of the low words, or 0
   * @param prior address of the relative log weights, or 0
   * @param count centres
   * @param firstSplit index of the first split
   * @param splitCount number of splits
   */
  record Tile(long high, long low, long prior, int count, int firstSplit, int splitCount) {}

  /** Where leading coordinates are, the first of all; null where there are none. */
  private LeadingCoordinates.Addresses leadingCoordinates(Layout memory) {
    return leading == null ? null : leading.place(memory);
  }

  /** Where leading coordinates are; null where rows are not screened. */
  LeadingCoordinates.Addresses leadingCoordinates() {
    return leadingCoordinates(new Layout(buffer.address()));
  }

  /** Places leading coordinates and boxes, all of them, and so many centres. */
  private long[] place(Layout memory, int centres) {
    leadingCoordinates(memory);
    Numbers numbers = units.numbers();
    long stored = layout.stored(centres);
    long coordinates = stored * mixture.dimension();
    return new long[] {
      boxes.place(memory, CentreLayout.TILE),
      boxes.place(memory, CentreLayout.GROUP),
      numbers.place(memory, coordinates),
      numbers.placeLow(memory, coordinates),
      mixture.logWeights() == null ? 0 : numbers.place(memory, stored)
    };
  }

  private long[] addresses() {
    return place(new Layout(buffer.address()), tileLength());
  }

  private Tile tile(int firstSplit) {
    int splitCount = Math.min(splitsPerTile, splits.count() - firstSplit);
    long first = (long) firstSplit * splits.length();
    int count = (int) Math.min(mixture.count() - first, (long) splitCount * splits.length());
    long[] arrays = addresses();
    return new Tile(arrays[2], arrays[3], arrays[4], count, firstSplit, splitCount);
  }

  boolean isResident() {
    return splitsPerTile == splits.count();
  }

  /** Whether the centres lie in tiles of neighbours, with boxes around them. */
  boolean isTiled() {
    return layout.isTiled();
  }

  /** How many tiles of centres have boxes. */
  int tiles() {
    return leading == null ? boxes.count(CentreLayout.TILE) : leading.tiles();
  }

  /** How many groups of tiles have boxes. */
  int groups() {
    return boxes.count(CentreLayout.GROUP);
  }

  /** Address of the boxes around tiles. */
  long tileBoxes() {
    return addresses()[0];
  }

  /** Address of the boxes around groups of tiles. */
  long groupBoxes() {
    return addresses()[1];
  }

  Splits splits() {
    return splits;
  }

  int count() {
    return mixture.count();
  }

  /** The largest log pi_i; the priors on the device are relative to it. */
  double largestLogWeight() {
    return largestLogWeight;
  }

  /** Calls for every tile in order, with the tile on the device. */
  void forEachTile(Consumer<Tile> action) {
    for (int split = 0; split < splits.count(); split += splitsPerTile) {
      Tile tile = tile(split);
      if (!isResident()) {
        upload(tile);
      }
      action.accept(tile);
    }
  }

  private void upload(Tile tile) {
    Numbers numbers = units.numbers();
    int first = tile.firstSplit() * splits.length();
    int stored = Math.toIntExact(layout.stored(tile.count()));
    int coordinates = Math.multiplyExact(stored, mixture.dimension());
    staging.upload(
        tile.high(),
        coordinates,
        numbers.bytes(),
        (buffer, from, length) -> {
          for (int t = from; t < from + length; t++) {
            numbers.putHigh(buffer, coordinate(first, t));
          }
        });
    if (tile.low() != 0) {
      staging.upload(
          tile.low(),
          coordinates,
          numbers.bytes(),
          (buffer, from, length) -> {
            for (int t = from; t < from + length; t++) {
              numbers.putLow(buffer, coordinate(first, t));
            }
          });
    }
    if (tile.prior() != 0) {
      staging.upload(
          tile.prior(),
          stored,
          numbers.bytes(),
          (buffer, from, length) -> {
            for (int i = from; i < from + length; i++) {
              numbers.putHigh(
                  buffer, mixture.logWeight(layout.centre(first + i)) - largestLogWeight);
            }
          });
    }
  }

  private double coordinate(int firstCentre, int t) {
    int at = layout.coordinate(firstCentre, t);
    return units.toDevice(mixture.centres()[at], at % mixture.dimension());
  }

  @Override
  public void close() {
    buffer.close();
  }
}
