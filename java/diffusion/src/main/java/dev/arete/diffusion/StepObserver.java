package dev.arete.diffusion;

/** Watches a sampler at every time of its grid. */
@FunctionalInterface
public interface StepObserver {
  /**
   * Called with the points at a time, before the step that leaves it, and once more at the end.
   *
   * @param index k, the index of the time in the grid
   * @param time t_k
   * @param points row-major count x d; the sampler's own array, not to be changed or kept
   * @param shifts the model's shifts there, as long; null at the last time, which no step leaves
   */
  void at(int index, double time, double[] points, double[] shifts);
}
