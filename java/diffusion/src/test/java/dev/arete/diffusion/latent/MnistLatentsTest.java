package dev.arete.diffusion.latent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.arete.Compute;
import dev.arete.Points;
import dev.arete.ProgressListener;
import dev.arete.diffusion.ExactScore;
import dev.arete.diffusion.Schedule;
import dev.arete.diffusion.ScoreModel;
import dev.arete.diffusion.experiment.Workspace;
import dev.arete.diffusion.random.NormalStream;
import dev.arete.diffusion.report.DataTable;
import dev.arete.diffusion.report.ImageGrid;
import dev.arete.diffusion.report.Report;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The experiment with networks that need no training: pixels are latents, the score is exact. */
class MnistLatentsTest {
  private static final int SIDE = 2;
  private static final int D = SIDE * SIDE;
  private static final int COUNT = 40;

  /** Pixels and latents are the same numbers. */
  private static final class Same implements Autoencoder {
    @Override
    public int dimension() {
      return D;
    }

    @Override
    public int pixels() {
      return D;
    }

    @Override
    public double[] encode(float[] images, int count) {
      double[] out = new double[count * D];
      for (int i = 0; i < out.length; i++) {
        out[i] = images[i];
      }
      return out;
    }

    @Override
    public double[] decode(double[] latents, int count) {
      return Arrays.copyOf(latents, count * D);
    }

    @Override
    public double[] push(double[] latent, double[] directions, int count) {
      return Arrays.copyOf(directions, count * D);
    }
  }

  private static final class Exact implements LatentNetworks {
    private final Compute compute;
    private final Points data;

    Exact(Compute compute, DigitImages images) {
      this.compute = compute;
      this.data = Points.of(new Same().encode(images.values(), images.count()), D);
    }

    @Override
    public String description() {
      return "none";
    }

    @Override
    public Trained trainAutoencoder(
        float[] images, int count, AutoencoderSettings settings, ProgressListener progress) {
      return new Trained(new double[settings.epochs()], new double[0]);
    }

    @Override
    public Autoencoder autoencoder(int pixels, AutoencoderSettings settings, double[] parameters) {
      return new Same();
    }

    @Override
    public Trained trainScore(
        double[] latents, int count, ScoreSettings settings, ProgressListener progress) {
      return new Trained(new double[settings.epochs()], new double[0]);
    }

    @Override
    public ScoreModel score(int dimension, ScoreSettings settings, double[] parameters) {
      return new ExactScore(compute, data, Schedule.ornsteinUhlenbeck());
    }
  }

  private static DigitImages images() {
    double[] normal = new double[COUNT * D];
    new NormalStream(3).fill(0, 0, COUNT, D, normal);
    float[] values = new float[normal.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) (0.5 + 0.2 * normal[i]);
    }
    return new DigitImages("made up", COUNT, SIDE, SIDE, values);
  }

  private static LatentSettings settings() {
    LatentSettings usual = LatentSettings.of(60, 200, 1).withEpochs(2);
    return new LatentSettings(
        1, usual.autoencoder(), usual.score(), usual.recorded(), 2, 60, 200, 40, 1);
  }

  private static DataTable table(Report report, String name) {
    return report.tables().stream().filter(t -> t.name().equals(name)).findFirst().orElseThrow();
  }

  private static double cell(DataTable table, int row, String column) {
    return ((Number) table.rows().get(row).get(table.columns().indexOf(column))).doubleValue();
  }

  /**
   * Samples of the exact score are draws from p_t up to the sampler's steps of 4.5 %, so that their
   * residuals have the median of exact draws; at t = 10 medians of a chi number of 2 degrees.
   */
  @Test
  void exactScoreStaysAtTheFloor() {
    DigitImages images = images();
    try (Compute compute = Compute.open()) {
      Exact networks = new Exact(compute, images);
      Report report = MnistLatents.run(compute, images, settings(), networks, Workspace.none());
      DataTable evolution = table(report, "evolution");
      int last = evolution.rows().size() - 1;
      assertEquals(10, last);
      assertEquals(Math.sqrt(2 * Math.log(2)), cell(evolution, 0, "floor_median"), 1e-8);
      for (int row : new int[] {0, last}) {
        double floor = cell(evolution, row, "floor_median");
        // 60 paths: four standard errors of 0.6/sqrt(60), and the sampler's last steps.
        assertEquals(1, cell(evolution, row, "exact_draws_median") / floor, 0.3);
        assertEquals(1, cell(evolution, row, "right_median") / floor, 0.35);
      }
      assertEquals(1, cell(evolution, last, "neighbours"), 1e-2);
      checkPictures(report);
      checkPixels(table(report, "pixels"));
    }
  }

  private static void checkPictures(Report report) {
    assertEquals(
        List.of("residuals", "evolution", "dimensions", "directions"),
        report.figures().stream().map(f -> f.name()).toList());
    ImageGrid grid = report.images().get(0);
    for (ImageGrid.Row row : grid.rows()) {
      assertEquals(0, row.images().length % D, row.label());
    }
    assertTrue(report.verdicts().size() >= 5, report.verdicts().toString());
  }

  /** Unit directions stay unit directions, and normal ones lie outside all tangent ones. */
  private static void checkPixels(DataTable pixels) {
    for (int row = 0; row < pixels.rows().size(); row++) {
      for (String column : new String[] {"first_tangent", "tangent", "normal", "normal_outside"}) {
        assertEquals(1, cell(pixels, row, column), 1e-9, column);
      }
      assertEquals(0, cell(pixels, row, "normal_unseen"));
    }
  }
}
