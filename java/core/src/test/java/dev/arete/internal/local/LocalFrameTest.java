package dev.arete.internal.local;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.arete.Precision;
import dev.arete.internal.eigen.SymmetricEigenSolver;
import java.util.Random;
import java.util.function.Consumer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Frames that share a workspace say what frames with their own say. */
class LocalFrameTest {
  private static double[] normal(int length, Random random) {
    return random.doubles(length).map(x -> random.nextGaussian()).toArray();
  }

  private static LocalFrame frame(int d) {
    return new LocalFrame(d, 1, Precision.FP64, 0, new SymmetricEigenSolver(d));
  }

  private static LocalMoments assembled(int d, Random random) {
    LocalMoments moments = new LocalMoments(d);
    double[] rows = normal(2 * d * d, random);
    for (int i = 0; i < 2 * d; i++) {
      for (int j = 0; j < d * d; j++) {
        moments.covarianceRatio[j] += rows[i * d + j / d] * rows[i * d + j % d];
      }
    }
    System.arraycopy(normal(d, random), 0, moments.shift, 0, d);
    return moments;
  }

  private static LocalMoments thin(int d, Random random) {
    LocalMoments moments = new LocalMoments(d, false);
    int count = 1 + random.nextInt(d / 2 + 1);
    moments.thinCount = count;
    moments.thinRows = normal(count * d, random);
    moments.thinGram = new double[count * count];
    for (int i = 0; i < count * count; i++) {
      for (int k = 0; k < d; k++) {
        moments.thinGram[i] +=
            moments.thinRows[i / count * d + k] * moments.thinRows[i % count * d + k];
      }
    }
    System.arraycopy(normal(d, random), 0, moments.shift, 0, d);
    return moments;
  }

  private static PosteriorTerms terms(int d, Random random) {
    PosteriorTerms terms = new PosteriorTerms();
    terms.size = d + 3;
    terms.rows = normal(terms.size * d, random);
    terms.indices = new int[terms.size];
    terms.energies = new double[terms.size];
    for (int i = 1; i < terms.size; i++) {
      terms.indices[i] = i;
      terms.energies[i] = 300 * random.nextDouble();
    }
    terms.cut = Double.POSITIVE_INFINITY;
    terms.anchor = new double[d];
    System.arraycopy(terms.rows, 0, terms.anchor, 0, d);
    return terms;
  }

  private static double[] answers(LocalFrame frame) {
    int d = frame.dimension();
    double[] answers = new double[3 * d + d * d];
    double[] along = new double[d];
    double[] back = new double[d];
    along[d - 1] = 1;
    frame.expand(along, back);
    for (int j = 0; j < d; j++) {
      answers[j] = frame.ratio(j);
      answers[d + j] = frame.component(j);
      answers[2 * d + j] = back[j];
    }
    System.arraycopy(frame.vectors(), 0, answers, 3 * d, d * d);
    return answers;
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 3, 9, 32, 50})
  void inTurns(int d) {
    Random random = new Random(d);
    LocalFrame[] sharing = new LocalFrame[4];
    sharing[0] = frame(d);
    for (int i = 1; i < sharing.length; i++) {
      sharing[i] = sharing[0].another();
    }
    for (int round = 0; round < 12; round++) {
      LocalMoments moments = round % 3 == 1 ? thin(d, random) : assembled(d, random);
      PosteriorTerms terms = round % 3 == 2 ? terms(d, random) : null;
      Consumer<LocalFrame> decompose =
          frame -> {
            frame.decompose(moments);
            if (terms != null) {
              assertTrue(frame.decompose(moments, terms, d));
            }
          };
      LocalFrame alone = frame(d);
      decompose.accept(alone);
      LocalFrame shared = sharing[random.nextInt(sharing.length)];
      decompose.accept(shared);
      assertArrayEquals(answers(alone), answers(shared));
      assertEquals(terms != null, shared.isFactored());
      assertEquals(alone.split().turn(1), shared.split().turn(1));
    }
  }
}
