package dev.arete.testkit.study;

import dev.arete.Compute;
import dev.arete.ComputeOptions;
import dev.arete.GeometryStatus;
import dev.arete.LocalGeometry;
import dev.arete.NaiveGeometry;
import dev.arete.Precision;
import dev.arete.SmoothedDensity;
import dev.arete.UndefinedReason;
import dev.arete.testkit.data.Graded;
import dev.arete.testkit.data.Sample;
import dev.arete.testkit.oracle.GradedOracle;
import dev.arete.testkit.oracle.GradedTruth;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Counts over random cases how often the ridge residual is right, by this library and by the
 * assembled Hessian of published code. Writes the table of docs/accuracy.md as CSV.
 */
final class SmallNoiseStudy {
  private static final int[] DIMENSIONS = {2, 3, 5, 8, 16, 32};
  private static final double[] EDGES = {1e-4, 1e-3, 1e-2, 1e-1, 1};

  /** Rounding of the score, which is all there is of a residual that vanishes by symmetry. */
  private static final double ROUNDING = 1e-13;

  private final Compute fp64 = Compute.open(ComputeOptions.defaults().backend("cpu"));
  private final Compute fp32 =
      Compute.open(ComputeOptions.defaults().backend("cpu").precision(Precision.FP32));

  private int wrong;

  private SmallNoiseStudy() {}

  /** Counts of one dimension and one range of times. */
  private static final class Counts {
    private int cases;
    private int naiveRight;
    private int naiveWrong;
    private int right;
    private int illConditioned;
    private final int[] undefined = new int[UndefinedReason.values().length];
    private int wrong;
    private int right32;
    private int flagged32;
    private int wrong32;
    private double largestAngle;

    private String row(int dimension, int range) {
      return String.format(
          Locale.ROOT,
          "%d,%.0e,%.0e,%d,%d,%d,%d,%d,%d,%d,%d,%d,%d,%d,%d,%.3f",
          dimension,
          EDGES[range],
          EDGES[range + 1],
          cases,
          naiveRight,
          naiveWrong,
          right,
          illConditioned,
          undefined[UndefinedReason.CLOSED_EIGENGAP.code()],
          undefined[UndefinedReason.RANK_DEFICIENT.code()],
          undefined[UndefinedReason.LOST_IN_ROUNDING.code()],
          wrong,
          right32,
          flagged32,
          wrong32,
          largestAngle);
    }
  }

  /**
   * Runs the study.
   *
   * @param arguments number of cases of each dimension up to 8, seed, and the file to write
   * @throws IllegalStateException if a residual with status OK was wrong; the file says how many
   */
  public static void main(String[] arguments) throws IOException {
    int cases = Integer.parseInt(arguments[0]);
    List<String> lines = new ArrayList<>();
    lines.add(
        "d,t_from,t_to,cases,naive_right,naive_off_by_a_tenth,right,ill_conditioned,closed_eigengap,"
            + "rank_deficient,lost_in_rounding,wrong,fp32_right,fp32_flagged,fp32_wrong,"
            + "largest_angle_over_turn");
    SmallNoiseStudy study = new SmallNoiseStudy();
    for (int d : DIMENSIONS) {
      lines.addAll(study.count(d, d <= 8 ? cases : cases * 8 / d, Long.parseLong(arguments[1])));
    }
    Files.write(Path.of(arguments[2]), lines);
    if (study.wrong > 0) {
      throw new IllegalStateException(study.wrong + " residuals with status OK were wrong");
    }
  }

  private List<String> count(int dimension, int cases, long seed) {
    Counts[] counts = new Counts[EDGES.length - 1];
    List<String> rows = new ArrayList<>();
    for (int r = 0; r < counts.length; r++) {
      counts[r] = new Counts();
    }
    for (Graded.Case drawn : Graded.cases(dimension, cases, seed)) {
      int range = 0;
      while (range < counts.length - 1 && drawn.time() >= EDGES[range + 1]) {
        range++;
      }
      look(drawn, counts[range]);
    }
    for (int r = 0; r < counts.length; r++) {
      rows.add(counts[r].row(dimension, r));
    }
    return rows;
  }

  private void look(Graded.Case drawn, Counts counts) {
    Sample s = drawn.sample();
    int k = drawn.ridgeDimension();
    GradedTruth truth =
        new GradedOracle(s.centres(), s.dimension(), s.weights(), s.variance())
            .at(s.queries(), k + 1);
    double residual = truth.rank() < k ? Double.NaN : truth.ridgeResidual(k);
    double rounding = ROUNDING * truth.score();
    double naive =
        NaiveGeometry.of(fp64, s.data(), s.smoothing(), s.queryPoints(), k).ridgeResidual()[0];
    double naiveError = Math.abs(naive - residual);
    counts.cases++;
    counts.naiveRight += naiveError <= 1e-6 * residual + rounding ? 1 : 0;
    counts.naiveWrong += naiveError <= 0.1 * residual + rounding ? 0 : 1;
    LocalGeometry g = geometry(fp64, s, k);
    boolean ok = g.status(0) == GeometryStatus.OK;
    boolean right = Math.abs(g.ridgeResidual()[0] - residual) <= 1e-6 * residual + rounding;
    if (g.status(0) != GeometryStatus.UNDEFINED) {
      double share = truth.angle(g.eigenvectors(), 0, k) / g.turn()[0];
      counts.largestAngle = Math.max(counts.largestAngle, share);
    }
    if (g.status(0) == GeometryStatus.UNDEFINED) {
      counts.undefined[g.reason(0).code()]++;
    } else {
      counts.illConditioned += ok ? 0 : 1;
    }
    counts.right += ok && right ? 1 : 0;
    counts.wrong += ok && !right ? 1 : 0;
    LocalGeometry f = geometry(fp32, s, k);
    boolean ok32 = f.status(0) == GeometryStatus.OK;
    double bound32 = 1e-3 * residual + 1e-5 * truth.score();
    boolean right32 = Math.abs(f.ridgeResidual()[0] - residual) <= bound32;
    counts.flagged32 += ok32 ? 0 : 1;
    counts.right32 += ok32 && right32 ? 1 : 0;
    counts.wrong32 += ok32 && !right32 ? 1 : 0;
    if ((ok && !right) || (ok32 && !right32)) {
      wrong++;
      System.err.println("wrong: " + drawn);
    }
  }

  private static LocalGeometry geometry(Compute compute, Sample sample, int k) {
    try (SmoothedDensity density = compute.density(sample.data(), sample.smoothing())) {
      return density.geometry(sample.queryPoints(), k);
    }
  }
}
