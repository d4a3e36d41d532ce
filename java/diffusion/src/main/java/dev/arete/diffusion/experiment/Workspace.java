package dev.arete.diffusion.experiment;

import dev.arete.ProgressListener;
import java.util.function.Supplier;

/** What an experiment needs of its surroundings: a memory for long steps, and somebody to tell. */
public interface Workspace {
  /**
   * Returns numbers that were computed before under the same key, or computes and keeps them.
   *
   * @param key all settings that the numbers depend on, in words
   * @param compute computes the numbers
   * @return the numbers
   */
  double[] remember(String key, Supplier<double[]> compute);

  /**
   * Runs a stage of work.
   *
   * @param name a few words
   * @param work is given a listener for its progress
   */
  void stage(String name, Stage work);

  /** A stage of work. */
  @FunctionalInterface
  interface Stage {
    /**
     * Does the work.
     *
     * @param progress to be told how much is done
     */
    void run(ProgressListener progress);
  }

  /**
   * Returns a workspace that keeps nothing and tells nobody.
   *
   * @return the workspace
   */
  static Workspace none() {
    return new Workspace() {
      @Override
      public double[] remember(String key, Supplier<double[]> compute) {
        return compute.get();
      }

      @Override
      public void stage(String name, Stage work) {
        work.run((done, total) -> {});
      }
    };
  }
}
