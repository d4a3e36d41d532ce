package dev.arete.nd4j;

import dev.arete.diffusion.latent.AutoencoderSettings;
import java.util.Arrays;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;
import org.nd4j.linalg.ops.transforms.Transforms;

/**
 * The layers of a variational autoencoder of images, its loss and the gradient. Parameters are one
 * vector: the encoder's, then the decoder's. The encoder gives mean and log variance of a normal
 * posterior; the decoder gives logits of pixels.
 */
final class VariationalAutoencoder {
  private static final int ENCODER_DRAW = -100;
  private static final int DECODER_DRAW = -200;

  private final int dimension;
  private final Mlp encoder;
  private final Mlp decoder;

  VariationalAutoencoder(int pixels, AutoencoderSettings settings) {
    dimension = settings.dimension();
    encoder = new Mlp(pixels, settings.outer(), settings.inner(), 2 * dimension);
    decoder = new Mlp(dimension, settings.inner(), settings.outer(), pixels);
  }

  double[] start(long seed) {
    double[] first = encoder.start(seed, ENCODER_DRAW);
    double[] second = decoder.start(seed, DECODER_DRAW);
    double[] all = Arrays.copyOf(first, first.length + second.length);
    System.arraycopy(second, 0, all, first.length, second.length);
    return all;
  }

  private INDArray encoderPart(INDArray vector) {
    return vector.get(NDArrayIndex.interval(0, encoder.parameterCount()));
  }

  private INDArray decoderPart(INDArray vector) {
    return vector.get(NDArrayIndex.interval(encoder.parameterCount(), vector.length()));
  }

  /**
   * Returns the mean loss of an image: sum over pixels of the binary cross entropy, plus the
   * divergence of the posterior from a standard normal. Writes the gradient of the mean.
   */
  double loss(INDArray parameters, INDArray images, INDArray noise, INDArray gradient) {
    double share = 1.0 / images.rows();
    Mlp.Pass encoded = encoder.forward(encoderPart(parameters), images);
    INDArray mean = left(encoded.output());
    INDArray logVariance = right(encoded.output());
    INDArray variance = Transforms.exp(logVariance, true);
    INDArray spread = Transforms.sqrt(variance, true).muli(noise);
    Mlp.Pass decoded = decoder.forward(decoderPart(parameters), mean.add(spread));
    INDArray logits = decoded.output();
    double loss = crossEntropy(logits, images) + divergence(mean, logVariance, variance);

    INDArray slopes = Transforms.sigmoid(logits, true).subi(images).muli(share);
    INDArray latent =
        decoder.backward(decoderPart(parameters), decoded, slopes, decoderPart(gradient));
    INDArray meanSlopes = latent.add(mean.mul(share));
    INDArray varianceSlopes = latent.mul(spread).addi(variance.sub(1).muli(share)).muli(0.5);
    INDArray both = Nd4j.hstack(meanSlopes, varianceSlopes);
    encoder.backward(encoderPart(parameters), encoded, both, encoderPart(gradient));
    return loss * share;
  }

  /** max(l, 0) + log(1 + e^-|l|) - l x, which does not overflow. */
  private static double crossEntropy(INDArray logits, INDArray images) {
    INDArray tail = Transforms.log(Transforms.exp(Transforms.abs(logits, true).negi()).addi(1));
    return Transforms.relu(logits, true)
        .addi(tail)
        .subi(logits.mul(images))
        .sumNumber()
        .doubleValue();
  }

  private static double divergence(INDArray mean, INDArray logVariance, INDArray variance) {
    return 0.5 * mean.mul(mean).addi(variance).subi(logVariance).subi(1).sumNumber().doubleValue();
  }

  private INDArray left(INDArray both) {
    return both.get(NDArrayIndex.all(), NDArrayIndex.interval(0, dimension));
  }

  private INDArray right(INDArray both) {
    return both.get(NDArrayIndex.all(), NDArrayIndex.interval(dimension, 2L * dimension));
  }

  INDArray encode(INDArray parameters, INDArray images) {
    return left(encoder.forward(encoderPart(parameters), images).output());
  }

  INDArray decode(INDArray parameters, INDArray latents) {
    return Transforms.sigmoid(decoder.forward(decoderPart(parameters), latents).output(), true);
  }

  /** The Jacobian of the pixels at one latent point, times each row of directions. */
  INDArray push(INDArray parameters, INDArray latent, INDArray directions) {
    INDArray part = decoderPart(parameters);
    Mlp.Pass pass = decoder.forward(part, latent);
    INDArray pixels = Transforms.sigmoid(pass.output(), true);
    INDArray slope = pixels.sub(pixels.mul(pixels));
    return decoder.push(part, pass, directions).muliRowVector(slope);
  }
}
