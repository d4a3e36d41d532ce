package dev.arete.nd4j;

import dev.arete.diffusion.Schedule;
import dev.arete.diffusion.latent.ScoreSettings;
import dev.arete.diffusion.random.NormalStream;
import java.util.Arrays;
import org.nd4j.linalg.api.ndarray.INDArray;

/** The layers of a score network, its loss on noised latent points, and the gradient. */
final class ScoreNetwork {
  private static final int LAYER_DRAW = -300;
  private static final int FREQUENCY_DRAW = -400;
  private static final double RECORDED_DEVIATION = 30;
  private static final double REPAIRED_DEVIATION = 0.3;

  private final int dimension;
  private final boolean recorded;
  private final Schedule schedule = Schedule.ornsteinUhlenbeck();
  private final double[] frequencies;
  private final Mlp layers;

  ScoreNetwork(int dimension, ScoreSettings settings) {
    this.dimension = dimension;
    recorded = settings.recipe() == ScoreSettings.Recipe.RECORDED;
    int half = settings.embedding() / 2;
    frequencies = new double[half];
    new NormalStream(settings.seed()).fill(FREQUENCY_DRAW, 0, half, 1, frequencies);
    double deviation = recorded ? RECORDED_DEVIATION : REPAIRED_DEVIATION;
    for (int j = 0; j < half; j++) {
      frequencies[j] *= deviation;
    }
    layers = new Mlp(dimension + 2 * half, settings.width(), settings.width(), dimension);
  }

  double[] start(long seed) {
    return layers.start(seed, LAYER_DRAW);
  }

  /** A time drawn by a uniform number. */
  double time(double uniform, double end, double start) {
    return recorded
        ? end + uniform * (start - end)
        : end * Math.exp(uniform * Math.log(start / end));
  }

  private double[] input(double[] points, double[] times) {
    int width = dimension + 2 * frequencies.length;
    double[] input = new double[times.length * width];
    for (int i = 0; i < times.length; i++) {
      System.arraycopy(points, i * dimension, input, i * width, dimension);
      double clock = 2 * Math.PI * (recorded ? times[i] : Math.log(times[i]));
      for (int j = 0; j < frequencies.length; j++) {
        int at = i * width + dimension + j;
        input[at] = Math.sin(clock * frequencies[j]);
        input[at + frequencies.length] = Math.cos(clock * frequencies[j]);
      }
    }
    return input;
  }

  private Mlp.Pass forward(INDArray parameters, double[] points, double[] times) {
    double[] input = input(points, times);
    return layers.forward(
        parameters, Mlp.matrix(input, times.length, input.length / times.length, parameters));
  }

  /**
   * Returns the mean loss of a latent point and writes its gradient: |s sqrt(h) + z|^2 / h as
   * recorded, |z' - z|^2 repaired, where the output is s or z'.
   */
  double loss(
      INDArray parameters, double[] clean, double[] times, double[] noise, INDArray gradient) {
    int count = times.length;
    double[] noised = new double[clean.length];
    double[] scale = new double[count];
    double[] weight = new double[count];
    for (int i = 0; i < count; i++) {
      double h = schedule.variance(times[i]);
      for (int k = i * dimension; k < (i + 1) * dimension; k++) {
        noised[k] = schedule.scale(times[i]) * clean[k] + Math.sqrt(h) * noise[k];
      }
      scale[i] = recorded ? Math.sqrt(h) : -1;
      weight[i] = recorded ? 1 / h : 1;
    }
    Mlp.Pass pass = forward(parameters, noised, times);
    INDArray scales = Mlp.matrix(scale, count, 1, parameters);
    INDArray weights = Mlp.matrix(weight, count, 1, parameters);
    INDArray error =
        pass.output().mulColumnVector(scales).addi(Mlp.matrix(noise, count, dimension, parameters));
    INDArray weighted = error.mulColumnVector(weights);
    double loss = weighted.mul(error).sumNumber().doubleValue() / count;
    layers.backward(
        parameters, pass, weighted.muliColumnVector(scales).muli(2.0 / count), gradient);
    return loss;
  }

  /** Returns h s at one time, row-major count x d. */
  double[] shift(INDArray parameters, double time, double[] points, int count) {
    double[] times = new double[count];
    Arrays.fill(times, time);
    double h = schedule.variance(time);
    return Nd4jArrays.values(
        forward(parameters, points, times).output().muli(recorded ? h : -Math.sqrt(h)));
  }
}
