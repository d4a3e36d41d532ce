package dev.arete.cuda;

import java.util.Arrays;

/**
 * Queries in an array of the caller.
 *
 * @param staging copies them
 * @param units coordinates of the device
 * @param points row-major, in the units of the user
 * @param ended receives where they end; null where they do not move
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record CallerQueries(Staging staging, Units units, double[] points, double[] ended)
    implements Queries {
  @Override
  public void load(long address, int first, int count) {
    units.upload(staging, address, points, first, count);
  }

  @Override
  public double[] read(int first, int count) {
    int d = units.dimension();
    return Arrays.copyOfRange(points, first * d, (first + count) * d);
  }

  @Override
  public void store(RidgeArrays arrays, int[] iterations, int first, int count) {
    int d = units.dimension();
    units.download(staging, arrays.address(RidgeWord.POINT), ended, first, count);
    for (int q = 0; q < count; q++) {
      if (iterations[q] == 0) {
        System.arraycopy(points, (first + q) * d, ended, (first + q) * d, d);
      }
    }
  }
}
