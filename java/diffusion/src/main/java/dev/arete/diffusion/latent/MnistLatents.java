package dev.arete.diffusion.latent;

import dev.arete.Compute;
import dev.arete.diffusion.Schedule;
import dev.arete.diffusion.Trajectories;
import dev.arete.diffusion.experiment.Workspace;
import dev.arete.diffusion.random.NormalStream;
import dev.arete.diffusion.report.Report;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Images of one digit in the latent space of an autoencoder: samples of a score network against the
 * ridge of the latents, by the published formula and by one that survives small noise levels.
 */
public final class MnistLatents {
  /** Ridge dimensions whose residuals are compared at the last time. */
  static final int[] DIMENSIONS = {1, 3, 4, 10, 20, 25};

  private static final int EXACT_DRAW = 7;
  private static final int PUSHED = 50;

  /**
   * What was measured.
   *
   * @param data networks, latents, samples
   * @param settings of the run
   * @param moments of the samples, at falling times
   * @param exact median residual of exact draws from p_t at the same times
   * @param sweep at the last time, one for each of {@link #DIMENSIONS} below d
   * @param recordedLast of the samples of the network trained as on record, at the last time
   * @param pixels directions in pixels at a few times
   */
  record Measured(
      LatentData data,
      LatentSettings settings,
      List<LatentMoment> moments,
      List<Double> exact,
      List<LatentMoment> sweep,
      LatentMoment recordedLast,
      List<PixelDirections> pixels) {
    LatentMoment last() {
      return moments.get(moments.size() - 1);
    }
  }

  private MnistLatents() {}

  /**
   * Runs the experiment.
   *
   * @param compute evaluates the geometry
   * @param images of one digit
   * @param settings of the run
   * @param networks trains and runs the networks
   * @param workspace memory and listener
   * @return the report
   */
  public static Report run(
      Compute compute,
      DigitImages images,
      LatentSettings settings,
      LatentNetworks networks,
      Workspace workspace) {
    LatentData data = LatentData.of(images, settings, networks, workspace);
    Measured[] measured = new Measured[1];
    workspace.stage(
        "geometry", progress -> measured[0] = measure(compute, data, settings, progress));
    return MnistReport.build(measured[0], networks.description(), compute.device());
  }

  private static Measured measure(
      Compute compute,
      LatentData data,
      LatentSettings settings,
      dev.arete.ProgressListener progress) {
    Trajectories paths = data.samples();
    int d = data.latents().dimension();
    int naive = Math.min(settings.naivePoints(), settings.paths());
    int[] dimensions = Arrays.stream(DIMENSIONS).filter(k -> k < d).toArray();
    int total = paths.records() + dimensions.length + 1;
    List<LatentMoment> moments = new ArrayList<>();
    List<Double> exact = new ArrayList<>();
    for (int r = 0; r < paths.records(); r++) {
      double t = paths.time(r);
      int k = settings.ridgeDimension();
      moments.add(LatentMoment.of(compute, data.latents(), t, paths.points(r), k, naive));
      exact.add(
          LatentMoment.median(
              LatentMoment.of(compute, data.latents(), t, draws(data, t, settings), k, 1)
                  .defined()));
      progress.progress(r + 1L, total);
    }
    List<LatentMoment> sweep = new ArrayList<>();
    double last = paths.time(paths.records() - 1);
    for (int k : dimensions) {
      sweep.add(LatentMoment.of(compute, data.latents(), last, paths.last(), k, naive));
      progress.progress(paths.records() + sweep.size(), total);
    }
    LatentMoment recorded =
        LatentMoment.of(
            compute,
            data.latents(),
            last,
            data.recorded().last(),
            settings.ridgeDimension(),
            naive);
    return new Measured(
        data, settings, moments, exact, sweep, recorded, pixels(data, moments, paths));
  }

  /** Exact draws a x + sqrt(h) z of p_t. */
  private static double[] draws(LatentData data, double time, LatentSettings settings) {
    int d = data.latents().dimension();
    double[] latents = data.latents().coordinates();
    double[] out = new double[settings.paths() * d];
    new NormalStream(settings.seed()).fill(EXACT_DRAW, 0, settings.paths(), d, out);
    double a = Schedule.ornsteinUhlenbeck().scale(time);
    double root = Math.sqrt(Schedule.ornsteinUhlenbeck().variance(time));
    for (int i = 0; i < out.length; i++) {
      int row = (int) ((long) (i / d) * 7919 % data.latents().count());
      out[i] = a * latents[row * d + i % d] + root * out[i];
    }
    return out;
  }

  /** At the last time, and near t = 0.1 and 0.6, where posteriors hold several data points. */
  private static List<PixelDirections> pixels(
      LatentData data, List<LatentMoment> moments, Trajectories paths) {
    List<PixelDirections> out = new ArrayList<>();
    for (int r = 0; r < moments.size(); r++) {
      double t = moments.get(r).time();
      if (t < 1) {
        double[] unscaled = paths.points(r).clone();
        for (int i = 0; i < unscaled.length; i++) {
          unscaled[i] /= Schedule.ornsteinUhlenbeck().scale(t);
        }
        out.add(PixelDirections.of(data.autoencoder(), moments.get(r), unscaled, PUSHED));
      }
    }
    return out;
  }
}
