package dev.arete.nd4j;

import dev.arete.ProgressListener;
import dev.arete.diffusion.ScoreModel;
import dev.arete.diffusion.latent.Autoencoder;
import dev.arete.diffusion.latent.AutoencoderSettings;
import dev.arete.diffusion.latent.LatentNetworks;
import dev.arete.diffusion.latent.ScoreSettings;
import dev.arete.diffusion.random.NormalStream;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * The networks of the latent experiment on ND4J, in single precision. Made by {@link
 * java.util.ServiceLoader}. Random numbers are those of Arete, so that a seed means the same on
 * every backend; sums of a matrix product may differ in their last digits from machine to machine.
 * One thread may call at a time.
 */
public final class Nd4jNetworks implements LatentNetworks {
  private static final int ROWS_AT_ONCE = 1024;

  /**
   * Finds ND4J's backend and sets it to one thread for the whole process: sums then have one order
   * on any number of cores, and threads that share their cores with others do not wait for each
   * other after every small product, which takes many times as long as the products.
   */
  public Nd4jNetworks() {
    Nd4j.getEnvironment().setMaxThreads(1);
    Nd4j.getEnvironment().setMaxMasterThreads(1);
    Nd4j.factory().blas().setMaxThreads(1);
  }

  @Override
  public String description() {
    String backend = Nd4j.getBackend().getClass().getSimpleName().replace("Backend", "");
    return "ND4J, backend " + backend + ", single precision";
  }

  @Override
  public Trained trainAutoencoder(
      float[] images, int count, AutoencoderSettings settings, ProgressListener progress) {
    int pixels = images.length / count;
    VariationalAutoencoder network = new VariationalAutoencoder(pixels, settings);
    INDArray all = Nd4j.createFromArray(images).reshape('c', count, pixels);
    NormalStream noise = new NormalStream(settings.seed());
    Descent.Course course =
        new Descent.Course(
            count, settings.epochs(), settings.batches(), settings.rate(), settings.seed());
    return Descent.run(
        network.start(settings.seed()),
        course,
        (step, rows, parameters, gradient) -> {
          double[] z = new double[rows.length * settings.dimension()];
          noise.fill(step, 0, rows.length, settings.dimension(), z);
          INDArray batch = all.getRows(rows);
          INDArray latentNoise = Mlp.matrix(z, rows.length, settings.dimension(), parameters);
          return network.loss(parameters, batch, latentNoise, gradient);
        },
        progress);
  }

  @Override
  public Autoencoder autoencoder(int pixels, AutoencoderSettings settings, double[] parameters) {
    return new TrainedAutoencoder(
        pixels,
        settings.dimension(),
        new VariationalAutoencoder(pixels, settings),
        single(parameters));
  }

  @Override
  public Trained trainScore(
      double[] latents, int count, ScoreSettings settings, ProgressListener progress) {
    int d = latents.length / count;
    ScoreNetwork network = new ScoreNetwork(d, settings);
    NormalStream noise = new NormalStream(settings.seed());
    Descent.Course course =
        new Descent.Course(
            count, settings.epochs(), settings.batches(), settings.rate(), settings.seed());
    return Descent.run(
        network.start(settings.seed()),
        course,
        (step, rows, parameters, gradient) -> {
          double[] z = new double[rows.length * d];
          noise.fill(step, 0, rows.length, d, z);
          double[] clean = new double[z.length];
          double[] times = new double[rows.length];
          SplittableRandom random = new SplittableRandom(settings.seed() * 31 + step);
          for (int i = 0; i < rows.length; i++) {
            System.arraycopy(latents, rows[i] * d, clean, i * d, d);
            times[i] = network.time(random.nextDouble(), settings.end(), settings.start());
          }
          return network.loss(parameters, clean, times, z, gradient);
        },
        progress);
  }

  @Override
  public ScoreModel score(int dimension, ScoreSettings settings, double[] parameters) {
    ScoreNetwork network = new ScoreNetwork(dimension, settings);
    INDArray single = single(parameters);
    return new ScoreModel() {
      @Override
      public int dimension() {
        return dimension;
      }

      @Override
      public void shift(double time, double[] points, int count, double[] shifts) {
        double[] values = Scratch.of(() -> network.shift(single, time, points, count));
        System.arraycopy(values, 0, shifts, 0, values.length);
      }
    };
  }

  private static INDArray single(double[] parameters) {
    return Nd4j.createFromArray(parameters).castTo(DataType.FLOAT);
  }

  private record TrainedAutoencoder(
      int pixels, int dimension, VariationalAutoencoder network, INDArray parameters)
      implements Autoencoder {
    @Override
    public double[] encode(float[] images, int count) {
      double[] latents = new double[count * dimension];
      for (int from = 0; from < count; from += ROWS_AT_ONCE) {
        int rows = Math.min(ROWS_AT_ONCE, count - from);
        float[] part = Arrays.copyOfRange(images, from * pixels, (from + rows) * pixels);
        double[] values =
            Scratch.of(
                () -> {
                  INDArray batch = Nd4j.createFromArray(part).reshape('c', rows, pixels);
                  return Nd4jArrays.values(network.encode(parameters, batch));
                });
        System.arraycopy(values, 0, latents, from * dimension, values.length);
      }
      return latents;
    }

    @Override
    public double[] decode(double[] latents, int count) {
      return Scratch.of(
          () ->
              Nd4jArrays.values(
                  network.decode(parameters, Mlp.matrix(latents, count, dimension, parameters))));
    }

    @Override
    public double[] push(double[] latent, double[] directions, int count) {
      return Scratch.of(
          () -> {
            INDArray at = Mlp.matrix(latent, 1, dimension, parameters);
            INDArray along = Mlp.matrix(directions, count, dimension, parameters);
            return Nd4jArrays.values(network.push(parameters, at, along));
          });
    }
  }
}
