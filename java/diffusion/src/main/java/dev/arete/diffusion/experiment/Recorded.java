package dev.arete.diffusion.experiment;

/**
 * Numbers on record for the two modes (+-3, 0), to be compared with: those of an independent
 * replica in double precision (other random numbers, 400 noise samples a node) and those read off
 * the authors' figures. Rows follow {@link LossWeight}.
 */
final class Recorded {
  static final String REPLICA = "recorded, replica";
  static final String FIGURE = "recorded, read off a figure";
  static final String EXACT = "exact";

  /** Training times of {@link #LOSS_TANGENT} and {@link #LOSS_NORMAL}. */
  static final double[] TAUS = {50, 300, 1000, 5000, Double.POSITIVE_INFINITY};

  static final double[][] LOSS_TANGENT = {
    {1.464, .758, .4837, .3776, .3497},
    {1.788, .847, .554, .442, .4104},
    {2.141, .930, .645, .524, .4900}
  };

  static final double[][] LOSS_NORMAL = {
    {.363, .0927, .0371, .0086, 6e-9},
    {.364, .095, .0378, .0085, 6e-9},
    {.380, .0986, .0390, .0084, 6e-9}
  };

  /** Integral of E e^2 dt on fresh noise, tangent. */
  static final double[][] ERROR_TANGENT = {
    {2.396, .987, .439, .228, .173},
    {2.274, .868, .421, .239, .190},
    {2.452, .834, .435, .260, .218}
  };

  /** Integral of E e^2 dt on fresh noise, normal. */
  static final double[][] ERROR_NORMAL = {
    {.724, .185, .0744, .0173, 2e-8},
    {.690, .180, .0714, .0161, 2e-8},
    {.670, .172, .0674, .0144, 2e-8}
  };

  /** Mean square tangent error at t = 0.001 on fresh noise. */
  static final double[][] LAST_TANGENT = {
    {2.74, 1.40, 1.06, .83, .56},
    {.0164, .0062, .0033, .0015, 7.8e-4},
    {8e-5, 4e-6, 2e-6, 1.7e-6, 1.3e-6}
  };

  /** Floors of the loss with time up to T = 10. */
  static final double[] FLOORS = {0.264825, 0.300486, 0.346574};

  private Recorded() {}
}
