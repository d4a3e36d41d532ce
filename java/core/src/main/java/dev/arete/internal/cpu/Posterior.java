package dev.arete.internal.cpu;

import dev.arete.internal.local.LocalMoments;
import dev.arete.internal.local.ThirdMoments;

/**
 * Posterior moments at one query from its candidates, in double. Everything is seen from an anchor,
 * a centre within a factor e of the heaviest, so that nothing cancels where one centre has nearly
 * all the weight: with D_i = c_i - c_0,
 *
 * <pre>
 * F_i   = D_i . ((c_i - y) + (c_0 - y)) / (2h) - log(pi_i/pi_0)      energy above the anchor
 * w_i   = exp(-F_i + min F) / S,  S = sum exp(-F_i + min F)
 * m - y = (c_0 - y) + b,  b = sum w_i D_i
 * C     = sum w_i (D_i - b)(D_i - b)^T
 * </pre>
 *
 * <p>Energies differ by products of differences and keep their digits however far y is. Centres
 * more than the cut above the least energy are dropped. Holds its workspace; not thread-safe.
 */
final class Posterior implements ThirdMoments {
  /**
   * How often a heavier centre may take the anchor's place. Once is usual where screening was not
   * possible; more is rounding at energies that differ by more than 1e16.
   */
  private static final int MAX_ANCHORS = 4;

  private final CentreTiles tiles;
  private final int d;
  private final double deviation;
  private final MomentSums sums;
  private final MomentSums.Selection chosen = new MomentSums.Selection();
  private final double[] anchor;
  private final double[] fromQuery;
  private final double[] mean;
  private final ThirdSums thirdSums;

  private int anchorIndex;
  private double leastEnergy;
  private double total;

  Posterior(CentreTiles tiles) {
    this.tiles = tiles;
    d = tiles.dimension;
    deviation = Math.sqrt(tiles.variance);
    sums = MomentSums.of(d);
    thirdSums = new ThirdSums(d);
    anchor = new double[d];
    fromQuery = new double[d];
    mean = new double[d];
    chosen.rows = tiles.rows;
    chosen.weights = new double[0];
    chosen.anchor = anchor;
    chosen.unit = 1 / deviation;
  }

  /**
   * Computes the moments.
   *
   * @param query screened candidates; what turns out to be beyond the cut is removed
   * @param second whether the covariance is wanted
   * @param out receives the moments
   */
  void compute(Candidates query, boolean second, LocalMoments out) {
    select(query);
    double squares = addWeights();
    out.effectiveNeighbours = total / squares * total;
    double heaviestEnergy = anchorEnergy() + leastEnergy;
    out.logDensity =
        Math.log(total)
            - heaviestEnergy
            + tiles.largestLogWeight
            - 0.5 * d * (Math.log(2 * Math.PI) + Math.log(tiles.variance));
    sums.first(chosen, mean);
    for (int k = 0; k < d; k++) {
      mean[k] /= total;
      out.shift[k] = fromQuery[k] + deviation * mean[k];
    }
    out.droppedRatio = 0;
    if (second) {
      sums.second(chosen, mean, out.covarianceRatio);
      finish(out.covarianceRatio);
      if (chosen.size < tiles.count) {
        out.droppedRatio = droppedRatio(query.cut(), heaviestEnergy, out);
      }
    }
  }

  /** Finds an anchor and the energies above it, and keeps what is within the cut. */
  private void select(Candidates query) {
    if (chosen.weights.length < query.size) {
      chosen.weights = new double[query.indices.length];
    }
    int best = query.heaviest;
    leastEnergy = Double.NEGATIVE_INFINITY;
    for (int i = 0; i < MAX_ANCHORS && leastEnergy < -1; i++) {
      setAnchor(query, best);
      best = energies(query);
    }
    double limit = leastEnergy + query.cut();
    int kept = 0;
    for (int i = 0; i < query.size; i++) {
      double energy = chosen.weights[i];
      if (energy <= limit) {
        query.indices[kept] = query.indices[i];
        chosen.weights[kept] = energy - leastEnergy;
        kept++;
      }
    }
    query.size = kept;
    chosen.indices = query.indices;
    chosen.size = kept;
  }

  private void setAnchor(Candidates query, int index) {
    anchorIndex = index;
    for (int k = 0; k < d; k++) {
      anchor[k] = tiles.rows[index * d + k];
      fromQuery[k] = anchor[k] - query.query[k];
    }
  }

  /** Fills the weights with energies above the anchor and returns the index of the least. */
  private int energies(Candidates query) {
    double own = tiles.logWeight(anchorIndex);
    leastEnergy = Double.POSITIVE_INFINITY;
    int best = anchorIndex;
    for (int i = 0; i < query.size; i++) {
      int index = query.indices[i];
      double energy = energyAboveAnchor(query.query, index * d);
      if (tiles.logWeights != null) {
        energy -= tiles.logWeights[index] - own;
      }
      chosen.weights[i] = energy;
      if (energy < leastEnergy) {
        leastEnergy = energy;
        best = index;
      }
    }
    return best;
  }

  private double energyAboveAnchor(double[] y, int row) {
    double sum = 0;
    for (int k = 0; k < d; k++) {
      double c = tiles.rows[row + k];
      sum += ((c - anchor[k]) * tiles.scale) * (((c - y[k]) + fromQuery[k]) * tiles.scale);
    }
    return sum;
  }

  /** Turns energies into weights, sets their sum and returns that of their squares, by blocks. */
  private double addWeights() {
    total = 0;
    double squares = 0;
    for (int from = 0; from < chosen.size; from += MomentSums.BLOCK) {
      int to = Math.min(from + MomentSums.BLOCK, chosen.size);
      double blockTotal = 0;
      double blockSquares = 0;
      for (int i = from; i < to; i++) {
        double w = Math.exp(-chosen.weights[i]);
        chosen.weights[i] = w;
        blockTotal += w;
        blockSquares += w * w;
      }
      total += blockTotal;
      squares += blockSquares;
    }
    return squares;
  }

  /** Energy of the anchor itself, with its log weight taken from the largest. */
  private double anchorEnergy() {
    double sum = 0;
    for (int k = 0; k < d; k++) {
      double scaled = fromQuery[k] * tiles.scale;
      sum += scaled * scaled;
    }
    return sum - tiles.logWeight(anchorIndex);
  }

  private void finish(double[] covariance) {
    for (int a = 0; a < d; a++) {
      for (int b = 0; b <= a; b++) {
        double entry = covariance[a * d + b] / total;
        covariance[a * d + b] = entry;
        covariance[b * d + a] = entry;
      }
    }
  }

  /**
   * Bounds what the dropped centres would change in C/h. They have at most the relative weight M =
   * (number dropped) exp(-cut), which shrinks the rest by M and adds M |c_i - m|^2/h; and |c_i -
   * m|^2 &lt;= 2 |c_i - y|^2 + 2 |m - y|^2 where |c_i - y|^2 exp(-energy) is largest at the cut.
   */
  private double droppedRatio(double cut, double heaviestEnergy, LocalMoments moments) {
    double mass = (tiles.count - chosen.size) * Math.exp(-cut);
    double trace = 0;
    double shiftRatio = 0;
    for (int k = 0; k < d; k++) {
      trace += moments.covarianceRatio[k * (d + 1)];
      double shift = moments.shift[k] / deviation;
      shiftRatio += shift * shift;
    }
    double farthest = 4 * (cut + heaviestEnergy) + 2 * shiftRatio;
    return mass * (trace + Math.min(farthest, tiles.diameterRatio));
  }

  @Override
  public void contract(double[] vectors, int tangent, double[] coefficients, double[] out) {
    thirdSums.contract(chosen, mean, vectors, tangent, coefficients, out);
    double volume = deviation * deviation * deviation;
    int normal = d - tangent;
    for (int i = 0; i < normal * normal; i++) {
      out[i] *= volume / total;
    }
  }
}
