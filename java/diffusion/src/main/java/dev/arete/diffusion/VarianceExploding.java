package dev.arete.diffusion;

/** a = 1, h = t^2, f = 0, g^2 = 2t: time is the noise level. */
enum VarianceExploding implements Schedule {
  INSTANCE;

  @Override
  public double scale(double time) {
    TimeGrid.checked(time);
    return 1;
  }

  @Override
  public double variance(double time) {
    return TimeGrid.checked(time) * time;
  }

  @Override
  public double drift(double time) {
    return 0;
  }

  @Override
  public double diffusion(double time) {
    return 2 * time;
  }

  @Override
  public String toString() {
    return "variance exploding, a = 1, h = t^2";
  }
}
