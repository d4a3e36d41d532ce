package dev.arete.diffusion;

/** A model whose shifts come from a function. */
record CallbackModel(int dimension, Batch shifts) implements ScoreModel {
  CallbackModel {
    if (dimension < 1) {
      throw new IllegalArgumentException("dimension must be at least 1, got " + dimension);
    }
  }

  @Override
  public void shift(double time, double[] points, int count, double[] out) {
    shifts.evaluate(time, points, count, out);
  }
}
