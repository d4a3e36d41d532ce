package dev.arete.nd4j;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.arete.diffusion.ScoreModel;
import dev.arete.diffusion.latent.Autoencoder;
import dev.arete.diffusion.latent.AutoencoderSettings;
import dev.arete.diffusion.latent.LatentNetworks;
import dev.arete.diffusion.latent.ScoreSettings;
import dev.arete.diffusion.latent.ScoreSettings.Recipe;
import dev.arete.diffusion.random.NormalStream;
import java.util.ServiceLoader;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class NetworksTest {
  /** Sets ND4J to one thread. */
  private static final Nd4jNetworks NETWORKS = new Nd4jNetworks();

  private static final int PIXELS = 12;

  private static final AutoencoderSettings SMALL = new AutoencoderSettings(3, 8, 6, 60, 4, 1e-2, 1);

  /** Bright on the left or on the right, by a random amount: two ways of being an image. */
  private static float[] images(int count) {
    double[] normal = new double[count];
    new NormalStream(5).fill(0, 0, count, 1, normal);
    float[] images = new float[count * PIXELS];
    for (int i = 0; i < count; i++) {
      for (int p = 0; p < PIXELS; p++) {
        double side = p < PIXELS / 2 ? normal[i] : -normal[i];
        images[i * PIXELS + p] = (float) (1 / (1 + Math.exp(-8 * side)));
      }
    }
    return images;
  }

  private static ScoreSettings score(Recipe recipe) {
    return new ScoreSettings(recipe, 8, 32, 50, 4, 1e-2, 10, 1e-3, 1);
  }

  private static double[] normal(int count, int seed) {
    double[] out = new double[count];
    new NormalStream(seed).fill(0, 0, count, 1, out);
    return out;
  }

  /** Offsets of 0 can leave a unit exactly at the kink of relu, where there is no slope. */
  private static double[] moved(double[] start) {
    double[] by = normal(start.length, 6);
    for (int i = 0; i < start.length; i++) {
      start[i] += 0.05 * by[i];
    }
    return start;
  }

  /** Central differences in double precision, whose error here is about 1e-9 of the gradient. */
  private static void assertSlopes(
      double[] start, INDArray gradient, ToDoubleFunction<INDArray> loss) {
    double size = gradient.norm2Number().doubleValue();
    assertTrue(size > 1e-3, "gradient of length " + size);
    for (int draw = 0; draw < 20; draw++) {
      double[] direction = normal(start.length, 100 + draw);
      INDArray along = Nd4j.createFromArray(direction);
      INDArray at = Nd4j.createFromArray(start);
      double step = 1e-5 / along.norm2Number().doubleValue();
      double up = loss.applyAsDouble(at.add(along.mul(step)));
      double down = loss.applyAsDouble(at.sub(along.mul(step)));
      double expected = (up - down) / (2 * step);
      double slope = gradient.mul(along).sumNumber().doubleValue();
      assertEquals(expected, slope, 1e-6 * size * along.norm2Number().doubleValue());
    }
  }

  @Test
  void autoencoderGradientIsThatOfDifferences() {
    VariationalAutoencoder network = new VariationalAutoencoder(PIXELS, SMALL);
    double[] start = moved(network.start(3));
    INDArray images =
        Nd4j.createFromArray(images(7)).reshape('c', 7, PIXELS).castTo(DataType.DOUBLE);
    INDArray noise = Nd4j.createFromArray(normal(21, 9)).reshape('c', 7, 3);
    INDArray gradient = Nd4j.zeros(DataType.DOUBLE, start.length);
    network.loss(Nd4j.createFromArray(start), images, noise, gradient);
    INDArray spare = gradient.dup();
    assertSlopes(start, gradient, at -> network.loss(at, images, noise, spare));
  }

  @ParameterizedTest
  @EnumSource(Recipe.class)
  void scoreGradientIsThatOfDifferences(Recipe recipe) {
    ScoreNetwork network = new ScoreNetwork(3, score(recipe));
    double[] start = moved(network.start(3));
    double[] clean = normal(15, 7);
    double[] noise = normal(15, 8);
    double[] times = {0.01, 0.1, 0.5, 2, 9};
    INDArray gradient = Nd4j.zeros(DataType.DOUBLE, start.length);
    network.loss(Nd4j.createFromArray(start), clean, times, noise, gradient);
    INDArray spare = gradient.dup();
    assertSlopes(start, gradient, at -> network.loss(at, clean, times, noise, spare));
  }

  /** The loss of images that say nothing about each other would stay near 12 log 2 = 8.3. */
  @Test
  void autoencoderLearnsAndRepeats() {
    float[] images = images(120);
    LatentNetworks.Trained first =
        NETWORKS.trainAutoencoder(images, 120, SMALL, (done, total) -> {});
    LatentNetworks.Trained second =
        NETWORKS.trainAutoencoder(images, 120, SMALL, (done, total) -> {});
    assertArrayEquals(first.parameters(), second.parameters());
    assertArrayEquals(first.losses(), second.losses());
    assertEquals(60, first.losses().length);
    assertTrue(first.losses()[59] < 0.9 * first.losses()[0], first.losses()[59] + " at the end");
    Autoencoder trained = NETWORKS.autoencoder(PIXELS, SMALL, first.parameters());
    double[] latents = trained.encode(images, 120);
    double[] again = trained.decode(latents, 120);
    double square = 0;
    for (int i = 0; i < again.length; i++) {
      square += (again[i] - images[i]) * (again[i] - images[i]) / again.length;
    }
    assertTrue(square < 0.02, "mean square error " + square);
    assertPush(trained, latents);
  }

  /** Single precision: steps of 1e-2 leave errors of about 1e-4. */
  private static void assertPush(Autoencoder trained, double[] latents) {
    double[] at = {latents[0], latents[1], latents[2]};
    double[] direction = {0.6, 0, -0.8};
    double[] pushed = trained.push(at, direction, 1);
    double[] both = new double[6];
    for (int k = 0; k < 3; k++) {
      both[k] = at[k] + 1e-2 * direction[k];
      both[k + 3] = at[k] - 1e-2 * direction[k];
    }
    double[] pixels = trained.decode(both, 2);
    for (int p = 0; p < PIXELS; p++) {
      assertEquals((pixels[p] - pixels[p + PIXELS]) / 2e-2, pushed[p], 1e-3);
    }
  }

  /** The score of N(0, I) data is -y at every time, so that the shift is -h y. */
  @Test
  void scoreNetworkLearnsAndRepeats() {
    ScoreSettings settings = score(Recipe.REPAIRED);
    double[] data = normal(1200, 4);
    LatentNetworks.Trained first = NETWORKS.trainScore(data, 400, settings, (done, total) -> {});
    LatentNetworks.Trained second = NETWORKS.trainScore(data, 400, settings, (done, total) -> {});
    assertArrayEquals(first.parameters(), second.parameters());
    assertTrue(first.losses()[49] < 0.8 * first.losses()[0], first.losses()[49] + " at the end");
    ScoreModel model = NETWORKS.score(3, settings, first.parameters());
    double[] shift = new double[3];
    model.shift(3, new double[] {1, -1, 0}, 1, shift);
    assertEquals(-1, shift[0], 0.35);
    assertEquals(1, shift[1], 0.35);
    assertEquals(0, shift[2], 0.35);
  }

  @Test
  void isFoundAsAService() {
    LatentNetworks found = ServiceLoader.load(LatentNetworks.class).findFirst().orElseThrow();
    assertTrue(found.description().startsWith("ND4J"), found.description());
  }
}
