package dev.arete.diffusion.analysis;

import dev.arete.Compute;
import dev.arete.Points;
import dev.arete.SmoothedDensity;
import dev.arete.diffusion.Schedule;
import dev.arete.diffusion.report.DataTable;
import dev.arete.diffusion.report.Figure;
import dev.arete.diffusion.report.Panel;
import dev.arete.diffusion.report.Report;
import dev.arete.diffusion.report.Series;
import dev.arete.diffusion.report.Series.Mark;
import dev.arete.diffusion.report.Series.Tone;

/**
 * Distance of recorded paths to the ridge at each of their times, beside that of the noise.
 *
 * @param times diffusion times
 * @param rms root mean square of |P_N (m - y)| over the paths, NaN where all are undefined
 * @param noise sqrt((d-k) h)
 * @param undefined number of paths without a normal space
 */
@SuppressWarnings("ArrayRecordComponent") // a carrier of arrays, never compared
public record ReachProfile(double[] times, double[] rms, double[] noise, int[] undefined) {
  /**
   * Returns the profile of paths.
   *
   * @param compute where densities live
   * @param data the data points
   * @param schedule a(t) and h(t)
   * @param ridgeDimension k
   * @param times diffusion times, one a record, at least one
   * @param records points at each time, row-major times x count x d
   * @return the profile
   * @throws IllegalArgumentException if there is no time, or the records are not as many points of
   *     dimension d at each time
   */
  public static ReachProfile of(
      Compute compute,
      Points data,
      Schedule schedule,
      int ridgeDimension,
      double[] times,
      double[] records) {
    int d = data.dimension();
    check(times.length, records.length, d);
    int size = records.length / times.length;
    double[] rms = new double[times.length];
    double[] noise = new double[times.length];
    int[] undefined = new int[times.length];
    for (int k = 0; k < times.length; k++) {
      double[] points = new double[size];
      System.arraycopy(records, k * size, points, 0, size);
      try (SmoothedDensity density = compute.density(data, schedule.smoothing(times[k]))) {
        RidgeFrames frames = RidgeFrames.at(density, ridgeDimension, points, size / d);
        Average squares = new Average();
        for (int i = 0; i < frames.count(); i++) {
          double distance = frames.normalDistance(i);
          squares.add(distance * distance);
        }
        rms[k] = Math.sqrt(squares.mean());
        undefined[k] = (int) (frames.count() - squares.count());
      }
      noise[k] = Math.sqrt((d - ridgeDimension) * schedule.variance(times[k]));
    }
    return new ReachProfile(times.clone(), rms, noise, undefined);
  }

  private static void check(int times, int numbers, int dimension) {
    if (times == 0 || numbers % ((long) times * dimension) != 0) {
      throw new IllegalArgumentException(
          "records must be as many rows of "
              + dimension
              + " numbers at each of at least one time, got "
              + numbers
              + " numbers for "
              + times
              + " times");
    }
  }

  /**
   * Adds a table and a figure of this profile.
   *
   * @param report receives them
   */
  public void addTo(Report report) {
    DataTable table =
        new DataTable(
            "reach",
            "Root mean square distance of the paths to the ridge by time, beside sqrt((d-k) h).",
            "time",
            "distance",
            "noise",
            "undefined");
    for (int k = 0; k < times.length; k++) {
      table.row(times[k], rms[k], noise[k], undefined[k]);
    }
    report.add(table);
    report.add(
        Figure.row(
            "reach",
            "Reach: distance of the paths to the ridge against the noise. They part where the"
                + " model's normal error takes over.",
            new Panel("", "sqrt((d-k) h)", "rms distance to the ridge")
                .logX()
                .logY()
                .add(new Series("paths", noise, rms, Mark.BEADS, Tone.SAMPLES))
                .add(new Series("noise", noise, noise, Mark.DASHES, Tone.THEORY))));
  }
}
