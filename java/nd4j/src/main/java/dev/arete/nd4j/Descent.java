package dev.arete.nd4j;

import dev.arete.ComputationInterruptedException;
import dev.arete.ProgressListener;
import dev.arete.diffusion.latent.LatentNetworks.Trained;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.AdamUpdater;
import org.nd4j.linalg.learning.config.Adam;

/** Adam on shuffled batches. */
final class Descent {
  private Descent() {}

  /** The loss of a batch. */
  @FunctionalInterface
  interface Batch {
    /**
     * Returns the mean loss and writes its gradient.
     *
     * @param step number of the step, from 0: names the step's random numbers
     * @param rows which rows of the data
     * @param parameters a vector
     * @param gradient receives the gradient
     */
    double loss(int step, int[] rows, INDArray parameters, INDArray gradient);
  }

  /** The course of training. */
  record Course(int count, int epochs, int batches, double rate, long seed) {}

  /** Trains from given parameters. Arrays made by a step are freed after it. */
  static Trained run(double[] start, Course course, Batch batch, ProgressListener progress) {
    INDArray parameters = Nd4j.createFromArray(start).castTo(DataType.FLOAT);
    INDArray gradient = Nd4j.zeros(DataType.FLOAT, start.length);
    AdamUpdater adam =
        (AdamUpdater)
            new Adam(course.rate())
                .instantiate(Nd4j.zeros(DataType.FLOAT, 1, 2L * start.length), true);
    int batches = Math.min(course.batches(), course.count());
    double[] losses = new double[course.epochs()];
    int[] order = new int[course.count()];
    Arrays.setAll(order, i -> i);
    for (int epoch = 0; epoch < course.epochs(); epoch++) {
      shuffle(order, new SplittableRandom(course.seed() + epoch));
      for (int b = 0; b < batches; b++) {
        stopIfInterrupted(epoch);
        int step = epoch * batches + b;
        int from = (int) ((long) b * order.length / batches);
        int to = (int) ((b + 1L) * order.length / batches);
        int passed = epoch;
        double loss =
            Scratch.of(
                () -> {
                  double value =
                      batch.loss(step, Arrays.copyOfRange(order, from, to), parameters, gradient);
                  adam.applyUpdater(gradient, step, passed);
                  parameters.subi(gradient);
                  return value;
                });
        losses[epoch] += loss * (to - from) / order.length;
        progress.progress(step + 1L, (long) course.epochs() * batches);
      }
    }
    return new Trained(losses, Nd4jArrays.values(parameters));
  }

  private static void shuffle(int[] order, SplittableRandom random) {
    for (int i = order.length - 1; i > 0; i--) {
      int j = random.nextInt(i + 1);
      int kept = order[i];
      order[i] = order[j];
      order[j] = kept;
    }
  }

  private static void stopIfInterrupted(int epoch) {
    if (Thread.currentThread().isInterrupted()) {
      throw new ComputationInterruptedException("training was interrupted in epoch " + epoch);
    }
  }
}
