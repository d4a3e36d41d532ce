package dev.arete.nd4j;

import dev.arete.diffusion.random.NormalStream;
import java.util.ArrayList;
import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;
import org.nd4j.linalg.ops.transforms.Transforms;

/**
 * Layers x W + b with relu between them, on parameters kept in one vector: for each layer W (in x
 * out, C order), then b. Rows of a batch are images or points.
 */
final class Mlp {
  private final int[] widths;

  /** The widths of the input, of each hidden layer, of the output. */
  Mlp(int... widths) {
    this.widths = widths.clone();
  }

  /** What a forward pass leaves: the input and what each layer gave. */
  record Pass(List<INDArray> values) {
    INDArray output() {
      return values.get(values.size() - 1);
    }
  }

  private int layers() {
    return widths.length - 1;
  }

  int parameterCount() {
    return offset(layers());
  }

  private int offset(int layer) {
    int offset = 0;
    for (int l = 0; l < layer; l++) {
      offset += (widths[l] + 1) * widths[l + 1];
    }
    return offset;
  }

  /** Normal weights of variance 1/(3 inputs), that of the usual uniform start; offsets of 0. */
  double[] start(long seed, int draw) {
    double[] parameters = new double[parameterCount()];
    for (int l = 0; l < layers(); l++) {
      int count = widths[l] * widths[l + 1];
      double[] weights = new double[count];
      new NormalStream(seed).fill(draw - l, 0, widths[l], widths[l + 1], weights);
      double deviation = 1 / Math.sqrt(3.0 * widths[l]);
      for (int i = 0; i < count; i++) {
        parameters[offset(l) + i] = deviation * weights[i];
      }
    }
    return parameters;
  }

  private INDArray weights(INDArray parameters, int layer) {
    long from = offset(layer);
    long size = (long) widths[layer] * widths[layer + 1];
    return parameters
        .get(NDArrayIndex.interval(from, from + size))
        .reshape('c', widths[layer], widths[layer + 1]);
  }

  private INDArray offsets(INDArray parameters, int layer) {
    long to = offset(layer + 1);
    return parameters
        .get(NDArrayIndex.interval(to - widths[layer + 1], to))
        .reshape('c', 1, widths[layer + 1]);
  }

  Pass forward(INDArray parameters, INDArray input) {
    List<INDArray> values = new ArrayList<>();
    values.add(input);
    for (int l = 0; l < layers(); l++) {
      INDArray sums =
          values.get(l).mmul(weights(parameters, l)).addiRowVector(offsets(parameters, l));
      values.add(l == layers() - 1 ? sums : Transforms.relu(sums, false));
    }
    return new Pass(values);
  }

  /** Writes the gradient of the parameters and returns that of the input. */
  INDArray backward(INDArray parameters, Pass pass, INDArray slopes, INDArray gradient) {
    INDArray next = slopes;
    for (int l = layers() - 1; l >= 0; l--) {
      weights(gradient, l).assign(pass.values().get(l).transpose().mmul(next));
      offsets(gradient, l).assign(next.sum(true, 0));
      next = next.mmul(weights(parameters, l).transpose());
      if (l > 0) {
        next.muli(active(pass, l));
      }
    }
    return next;
  }

  /** The Jacobian of the output at the pass's one row, times each row of directions. */
  INDArray push(INDArray parameters, Pass pass, INDArray directions) {
    INDArray next = directions;
    for (int l = 0; l < layers(); l++) {
      next = next.mmul(weights(parameters, l));
      if (l < layers() - 1) {
        next.muliRowVector(active(pass, l + 1));
      }
    }
    return next;
  }

  private static INDArray active(Pass pass, int layer) {
    INDArray values = pass.values().get(layer);
    return values.gt(0).castTo(values.dataType());
  }

  /** Numbers as a matrix of a parameter vector's type. */
  static INDArray matrix(double[] values, long rows, long columns, INDArray like) {
    return Nd4j.createFromArray(values).reshape('c', rows, columns).castTo(like.dataType());
  }
}
