package dev.arete.diffusion.latent;

import dev.arete.Points;
import dev.arete.diffusion.ReverseSampler;
import dev.arete.diffusion.Schedule;
import dev.arete.diffusion.ScoreModel;
import dev.arete.diffusion.TimeGrid;
import dev.arete.diffusion.Trajectories;
import dev.arete.diffusion.experiment.Workspace;
import dev.arete.diffusion.latent.LatentNetworks.Trained;
import java.util.Arrays;
import java.util.zip.CRC32;

/**
 * The long steps of the experiment: trained networks, latents, samples.
 *
 * @param images the digit's images
 * @param autoencoder trained on them
 * @param autoencoderLosses by epoch
 * @param latents their latent points
 * @param scoreLosses by epoch, of the network that is analysed
 * @param samples its paths
 * @param recorded paths of the network trained as on record
 */
@SuppressWarnings("ArrayRecordComponent") // a carrier of arrays, never compared
record LatentData(
    DigitImages images,
    Autoencoder autoencoder,
    double[] autoencoderLosses,
    Points latents,
    double[] scoreLosses,
    Trajectories samples,
    Trajectories recorded) {
  /** A step is recorded at ten times and at the first one. */
  private static final int RECORDS = 10;

  static LatentData of(
      DigitImages images, LatentSettings settings, LatentNetworks networks, Workspace workspace) {
    String data = images.source() + ", " + images.count() + ", " + checksum(images.values());
    AutoencoderSettings plan = settings.autoencoder();
    Trained trained =
        remember(
            workspace,
            "autoencoder",
            plan.epochs(),
            data + "; " + plan,
            stage -> networks.trainAutoencoder(images.values(), images.count(), plan, stage));
    Autoencoder autoencoder = networks.autoencoder(images.pixels(), plan, trained.parameters());
    double[] latents = autoencoder.encode(images.values(), images.count());
    String key = data + "; " + plan + "; ";
    Trained score = trainScore(settings.score(), latents, images, networks, workspace, key);
    Trained recorded = trainScore(settings.recorded(), latents, images, networks, workspace, key);
    int d = autoencoder.dimension();
    return new LatentData(
        images,
        autoencoder,
        trained.losses(),
        Points.of(latents, d),
        score.losses(),
        sample(
            "samples",
            networks.score(d, settings.score(), score.parameters()),
            settings,
            workspace),
        sample(
            "samples as recorded",
            networks.score(d, settings.recorded(), recorded.parameters()),
            settings,
            workspace));
  }

  private static Trained trainScore(
      ScoreSettings plan,
      double[] latents,
      DigitImages images,
      LatentNetworks networks,
      Workspace workspace,
      String key) {
    return remember(
        workspace,
        "score, " + plan.recipe().name().toLowerCase(java.util.Locale.ROOT),
        plan.epochs(),
        key + plan,
        stage -> networks.trainScore(latents, images.count(), plan, stage));
  }

  private static Trajectories sample(
      String stage, ScoreModel model, LatentSettings settings, Workspace workspace) {
    TimeGrid grid =
        TimeGrid.exponential(settings.score().start(), settings.score().end(), settings.steps());
    Trajectories[] out = new Trajectories[1];
    workspace.stage(
        stage,
        progress ->
            out[0] =
                ReverseSampler.of(Schedule.ornsteinUhlenbeck(), grid)
                    .seed(settings.seed())
                    .recordEvery(Math.max(1, settings.steps() / RECORDS))
                    .observer((k, t, y, shifts) -> progress.progress(k, settings.steps()))
                    .sample(model, settings.paths()));
    return out[0];
  }

  /** A long step of training. */
  private interface Trainer {
    Trained train(dev.arete.ProgressListener progress);
  }

  /** Keeps losses and parameters as one row of numbers. */
  private static Trained remember(
      Workspace workspace, String stage, int epochs, String key, Trainer trainer) {
    double[] kept =
        workspace.remember(
            "latent networks v1, " + stage + "; " + key,
            () -> {
              Trained[] out = new Trained[1];
              workspace.stage(stage, progress -> out[0] = trainer.train(progress));
              double[] parameters = out[0].parameters();
              double[] both = Arrays.copyOf(out[0].losses(), epochs + parameters.length);
              System.arraycopy(parameters, 0, both, epochs, parameters.length);
              return both;
            });
    return new Trained(Arrays.copyOf(kept, epochs), Arrays.copyOfRange(kept, epochs, kept.length));
  }

  private static String checksum(float[] values) {
    CRC32 sum = new CRC32();
    for (float value : values) {
      sum.update(Math.round(255 * value));
    }
    return Long.toHexString(sum.getValue());
  }

  /** Distance of each point to the nearest latent, and which it is. */
  Nearest nearest(double[] points) {
    int d = latents.dimension();
    double[] data = latents.coordinates();
    int count = points.length / d;
    double[] distances = new double[count];
    int[] index = new int[count];
    for (int i = 0; i < count; i++) {
      double best = Double.POSITIVE_INFINITY;
      for (int j = 0; j < latents.count(); j++) {
        double sum = 0;
        for (int k = 0; k < d; k++) {
          double difference = points[i * d + k] - data[j * d + k];
          sum += difference * difference;
        }
        if (sum < best) {
          best = sum;
          index[i] = j;
        }
      }
      distances[i] = Math.sqrt(best);
    }
    return new Nearest(distances, index);
  }

  /**
   * Nearest data points.
   *
   * @param distances in latent units
   * @param index which data points
   */
  @SuppressWarnings("ArrayRecordComponent") // a carrier of arrays, never compared
  record Nearest(double[] distances, int[] index) {}
}
