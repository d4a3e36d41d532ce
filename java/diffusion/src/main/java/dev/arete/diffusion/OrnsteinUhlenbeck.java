package dev.arete.diffusion;

/** a = exp(-t), h = 1 - exp(-2t), f = -1, g^2 = 2. */
enum OrnsteinUhlenbeck implements Schedule {
  INSTANCE;

  @Override
  public double scale(double time) {
    return Math.exp(-TimeGrid.checked(time));
  }

  @Override
  public double variance(double time) {
    return -Math.expm1(-2 * TimeGrid.checked(time));
  }

  @Override
  public double drift(double time) {
    return -1;
  }

  @Override
  public double diffusion(double time) {
    return 2;
  }

  @Override
  public String toString() {
    return "Ornstein-Uhlenbeck, a = exp(-t), h = 1 - exp(-2t)";
  }
}
