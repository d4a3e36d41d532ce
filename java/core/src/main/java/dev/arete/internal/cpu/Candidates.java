package dev.arete.internal.cpu;

import dev.arete.internal.screening.ScaledCoordinates;
import java.util.Arrays;

/**
 * The centres that may carry weight at one query. The energy of a centre is its negative exponent,
 * |c_i - y|^2/(2h) - log(pi_i / max pi); energies come in single precision, and {@link #limit} is
 * so far above the least of them that no centre within the cut is missed. Not thread-safe.
 *
 * <p>Bound. With u, v the scaled positions, t = u - v exact and E a little over 2^-23, rounding of
 * u, v and of the difference changes t by at most E (|v| + |t|) in norm, and the sum of d squares
 * and the log weight has a relative error of at most G = (d + 5) 2^-24. So an energy |t|^2 = r^2 is
 * off by at most
 *
 * <pre>delta(r) = 2 E r (|v| + r) + E^2 (|v| + r)^2 + G r^2,</pre>
 *
 * and the centres concerned have r^2 &lt;= least + cut + delta(r), which {@code reach} solves for
 * r. The limit is least + cut + 2 delta(r).
 *
 * <p>The cut is such that all n centres beyond it have negligible weight together. Usually there
 * are few just below it either, so once all energies are known, the limit is lowered as far as the
 * weights that are then dropped remain negligible by count.
 */
final class Candidates {
  /** Of single precision, and a little for turning coordinates in double. */
  private static final double EPSILON = 0x1.001p-23;

  private static final int INITIAL_CAPACITY = 256;

  /** A cut that may fall is looked at when so many times the rows that matter are listed. */
  private static final int FIRST_LOOK = 2;

  /** Shares of the cut by which energies are counted. */
  private static final int BINS = 256;

  /** Beyond this cut the aim is to keep weights that are tiny, not to drop them. */
  private static final double LARGEST_CUT = 100;

  private final int all;
  private final boolean isScreenable;
  private final ScaledCoordinates.Places places;
  private final double sumError;

  /** y. */
  final double[] query;

  /** y as the tiles see it. */
  final float[] position;

  private final int[] bins = new int[BINS];

  /** How much farther than the last of the rows that are wanted the cut is to be. */
  private double margin;

  private double floor;

  /** Energies above it are not wanted; infinite as long as that is not known. */
  private double highest;

  /** The cut that was asked for. */
  private double widest;

  /** From this size on it is worth while to look for a smaller cut. */
  private int full;

  private float[] nearest = new float[0];

  private boolean coarse;
  private double distance;
  private double cut;
  private double negligible;
  private double dropped;
  private float least;

  /** Energies at or above it are out. */
  float limit;

  int[] indices = new int[INITIAL_CAPACITY];
  private float[] energies = new float[INITIAL_CAPACITY];
  int size;

  /** Index of the centre with the least energy so far. */
  int heaviest;

  /** Lower bounds of the energies in each tile. */
  final float[] bounds;

  Candidates(CentreTiles tiles) {
    all = tiles.count;
    sumError = (tiles.dimension + 5) * 0x1p-24;
    query = new double[tiles.dimension];
    position = new float[tiles.dimension];
    isScreenable = tiles.screening != null;
    bounds = new float[isScreenable ? tiles.screening.tileCount : 0];
    places = tiles.coordinates.new Places(1);
  }

  /**
   * Begins a query.
   *
   * @param from holds y
   * @param offset index of its first coordinate
   * @param mostAbove energies this far above the least count
   * @param isCoarse whether seven digits are enough
   */
  void start(double[] from, int offset, double mostAbove, boolean isCoarse) {
    coarse = isCoarse;
    System.arraycopy(from, offset, query, 0, query.length);
    places.fill(query, 0, 1);
    double squares = 0;
    for (int k = 0; k < query.length; k++) {
      position[k] = (float) places.rows[k];
      squares += (double) position[k] * position[k];
    }
    distance = Math.sqrt(squares);
    cut = mostAbove;
    widest = mostAbove;
    highest = Double.POSITIVE_INFINITY;
    negligible = all * Math.exp(-mostAbove);
    dropped = 0;
    least = Float.POSITIVE_INFINITY;
    limit = Float.POSITIVE_INFINITY;
    size = 0;
    heaviest = 0;
    full = Integer.MAX_VALUE;
  }

  /**
   * Lets the cut fall, once so many centres are listed, to where the last of them is and a margin.
   *
   * @param count how many centres, the nearest
   * @param beyond the margin
   * @param leastCut the cut does not fall below this
   */
  void shrink(int count, double beyond, double leastCut) {
    margin = beyond;
    floor = leastCut;
    full = FIRST_LOOK * count;
    nearest = nearest.length == count ? nearest : new float[count];
  }

  double cut() {
    return cut;
  }

  /** Whether seven digits are enough. */
  boolean isCoarse() {
    return coarse;
  }

  /** Bound on the weight of all centres that are not listed, relative to the largest. */
  double droppedMass() {
    return dropped;
  }

  /** Whether single precision can tell which centres are near. */
  boolean isScreenable() {
    return isScreenable && distance < ScaledCoordinates.MAX_POSITION;
  }

  /** Returns the first index, from a given one on, whose centre is not below {@code end}. */
  int below(int from, long end) {
    if (from == size || indices[size - 1] < end) {
      return size;
    }
    int at = Arrays.binarySearch(indices, from, size, (int) end);
    return at < 0 ? -at - 1 : at;
  }

  /**
   * Takes every centre.
   *
   * @param first a centre that has weight at all
   */
  void takeAll(int first) {
    heaviest = first;
    if (all > indices.length) {
      indices = new int[all];
      energies = new float[all]; // always as long: the next query may list as many
    }
    for (int i = 0; i < all; i++) {
      indices[i] = i;
    }
    size = all;
  }

  /**
   * Lowers the limit to what a block allows, without taking any of it.
   *
   * @param lowest the least of its energies
   */
  void look(float lowest) {
    if (lowest < least) {
      lower(lowest);
    }
  }

  /**
   * Takes those of a block that are below the limit. Blocks come in order.
   *
   * @param first index of its first centre
   * @param block energies of its centres
   * @param length how many
   * @param lowest the least of them
   */
  void take(int first, float[] block, int length, float lowest) {
    if (lowest <= least) {
      heaviest = first + lastAt(block, length, lowest);
      lower(lowest);
    }
    reserve(length);
    size = select(first, block, length);
    if (size >= full) {
      lowerCut();
    }
  }

  /** Looks for the least cut that those listed so far allow. */
  private void lowerCut() {
    highest = last(energies, size, nearest) + margin;
    lower(least);
    prune();
    full = 2 * size;
  }

  /**
   * Returns an energy that so many of a list do not exceed, by insertion: few are among the least.
   *
   * @param list energies
   * @param length how many
   * @param lowest receives as many as are asked for, ascending
   */
  static float last(float[] list, int length, float[] lowest) {
    Arrays.fill(lowest, Float.POSITIVE_INFINITY);
    int last = lowest.length - 1;
    float bound = Float.POSITIVE_INFINITY;
    for (int i = 0; i < length; i++) {
      float energy = list[i];
      if (energy < bound) {
        int at = last;
        for (; at > 0 && lowest[at - 1] > energy; at--) {
          lowest[at] = lowest[at - 1];
        }
        lowest[at] = energy;
        bound = lowest[last];
      }
    }
    return bound;
  }

  private static int lastAt(float[] block, int length, float energy) {
    int i = length - 1;
    while (block[i] != energy) {
      i--;
    }
    return i;
  }

  /** Stores every one, and steps on past those that count: no branch to be mispredicted. */
  private int select(int first, float[] block, int length) {
    int[] places = indices;
    float[] kept = energies;
    float bound = limit;
    int end = size;
    for (int i = 0; i < length; i++) {
      places[end] = first + i;
      kept[end] = block[i];
      end += block[i] < bound ? 1 : 0;
    }
    return end;
  }

  private void lower(float energy) {
    least = energy;
    cut = Math.min(widest, Math.max(floor, highest - energy));
    double error = error(reach());
    limit = Math.nextUp((float) (least + cut + 2 * error));
  }

  private double reach() {
    double turn = EPSILON * distance;
    double rest = 1 - (2 * EPSILON + 2 * EPSILON * EPSILON + sumError);
    double root = Math.sqrt(turn * turn + rest * (least + cut + 2 * turn * turn));
    return (turn + root) / rest;
  }

  private double error(double r) {
    double shift = EPSILON * (distance + r);
    return 2 * r * shift + shift * shift + sumError * r * r;
  }

  /**
   * Makes room for more, first by dropping what an earlier limit let through; not where the size
   * says when the cut falls, since the room is what earlier queries needed.
   */
  private void reserve(int more) {
    if (size + more <= indices.length) {
      return;
    }
    if (full == Integer.MAX_VALUE) {
      prune();
    }
    if (size + more > indices.length / 4 * 3) {
      int capacity = (int) Math.min((long) all, 2L * (size + more));
      capacity = Math.max(capacity, size + more);
      indices = Arrays.copyOf(indices, capacity);
      energies = Arrays.copyOf(energies, capacity);
    }
  }

  /** Ends the screening: drops what is above the limit, and lowers that if it may be lowered. */
  void finish() {
    prune();
    dropped = (all - size) * Math.exp(-cut);
    double error = 2 * error(reach());
    if (cut < LARGEST_CUT && error < 1 && size > BINS) {
      lowerLimit(error);
    }
  }

  /** Counts energies in bins from the largest down to where their weights begin to matter. */
  private void lowerLimit(double error) {
    Arrays.fill(bins, 0);
    double width = (limit - least) / BINS;
    float perUnit = (float) (1 / width);
    for (int i = 0; i < size; i++) {
      bins[Math.min(BINS - 1, (int) ((energies[i] - least) * perUnit))]++;
    }
    int bin = BINS;
    double mass = 0;
    while (bin > 0) {
      // one bin less against the rounding of the division
      double more = bins[bin - 1] * Math.exp(error - (bin - 2) * width);
      if (!(dropped + mass + more <= negligible)) {
        break;
      }
      mass += more;
      bin--;
    }
    if (mass > 0) {
      dropped += mass;
      limit = (float) (least + (bin + 1) * width);
      prune();
    }
  }

  /** Drops what is above the limit by now. */
  void prune() {
    int kept = 0;
    for (int i = 0; i < size; i++) {
      indices[kept] = indices[i];
      energies[kept] = energies[i];
      kept += energies[kept] < limit ? 1 : 0;
    }
    size = kept;
  }
}
