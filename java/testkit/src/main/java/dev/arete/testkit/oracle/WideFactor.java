package dev.arete.testkit.oracle;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * C = Q^T A Q with orthonormal rows in Q, the heaviest rest of a centre first, so that A is D M D
 * with D diagonal and M well conditioned. Gram and Schmidt, twice.
 */
final class WideFactor {
  private static final double FIRST_CUT = 400;

  /** Natural logarithm of the weight that centres left out have at most, beside the last pivot. */
  private static final double NEGLIGIBLE = -260;

  private final WidePosterior posterior;
  private final int bits;
  private final List<Wide[]> basis = new ArrayList<>();
  private final List<Wide[]> coordinates = new ArrayList<>();
  private double leastPivot = Double.POSITIVE_INFINITY;

  private WideFactor(WidePosterior posterior, int bits) {
    this.posterior = posterior;
    this.bits = bits;
  }

  static WideFactor of(WidePosterior posterior, int directions, int bits) {
    double cut = FIRST_CUT;
    while (true) {
      double next = posterior.weigh(cut);
      WideFactor factor = new WideFactor(posterior, bits);
      factor.run(directions);
      boolean full = factor.basis.size() >= directions;
      double enough = full ? -factor.leastPivot - NEGLIGIBLE : next + FIRST_CUT;
      if (next == Double.POSITIVE_INFINITY || enough <= cut) {
        return factor;
      }
      cut = enough;
    }
  }

  private void run(int directions) {
    List<Wide[]> rests = rows();
    List<Wide> lengths = new ArrayList<>();
    for (Wide[] rest : rests) {
      lengths.add(posterior.dot(rest, rest));
      coordinates.add(new Wide[posterior.dimension()]);
    }
    while (basis.size() < posterior.dimension()) {
      int best = heaviest(rests, lengths);
      if (best < 0) {
        return;
      }
      addDirection(rests.get(best));
      if (basis.size() <= directions) {
        leastPivot = weighted(best, rests).log();
      }
      split(rests);
      Arrays.fill(rests.get(best), Wide.ZERO); // the rest is rounding
    }
  }

  /** x_i = D_i - b/(1 + sqrt(w_0)). */
  private List<Wide[]> rows() {
    int anchor = posterior.heaviest();
    Wide own = Wide.ZERO;
    Wide[] mean = new Wide[posterior.dimension()];
    Arrays.fill(mean, Wide.ZERO);
    List<Wide[]> rows = new ArrayList<>();
    for (int i : posterior.chosen) {
      Wide[] difference = posterior.between(i, anchor);
      rows.add(difference);
      if (posterior.dot(difference, difference).signum() == 0) {
        own = own.plus(posterior.weight(i), bits);
      }
      for (int k = 0; k < mean.length; k++) {
        mean[k] = mean[k].plus(posterior.weight(i).times(difference[k], bits), bits);
      }
    }
    Wide factor = Wide.ONE.over(Wide.ONE.plus(own.sqrt(bits), bits), bits);
    Wide[] offset = new Wide[mean.length];
    Arrays.setAll(offset, k -> mean[k].times(factor, bits));
    for (int i = 0; i < rows.size(); i++) {
      boolean repeats = posterior.dot(rows.get(i), rows.get(i)).signum() == 0;
      rows.set(i, repeats ? rows.get(i) : posterior.difference(rows.get(i), offset));
    }
    return rows;
  }

  private Wide weighted(int i, List<Wide[]> rests) {
    Wide[] rest = rests.get(i);
    return posterior.dot(rest, rest).times(posterior.weight(posterior.chosen.get(i)), bits);
  }

  /**
   * The row with the heaviest rest that is more than rounding, or -1; what is rounding becomes
   * zero.
   */
  private int heaviest(List<Wide[]> rests, List<Wide> lengths) {
    int best = -1;
    Wide most = Wide.ZERO;
    for (int i = 0; i < rests.size(); i++) {
      Wide square = posterior.dot(rests.get(i), rests.get(i));
      boolean real = square.top() > lengths.get(i).top() - 2L * bits + 120;
      if (!real) {
        Arrays.fill(rests.get(i), Wide.ZERO);
      } else if (weighted(i, rests).compareTo(most) > 0) {
        most = weighted(i, rests);
        best = i;
      }
    }
    return best;
  }

  private void addDirection(Wide[] rest) {
    Wide[] direction = rest.clone();
    for (Wide[] earlier : basis) {
      subtract(direction, earlier, posterior.dot(earlier, direction));
    }
    Wide length = posterior.dot(direction, direction).sqrt(bits);
    for (int k = 0; k < direction.length; k++) {
      direction[k] = direction[k].over(length, bits);
    }
    basis.add(direction);
  }

  private void split(List<Wide[]> rests) {
    int j = basis.size() - 1;
    Wide[] direction = basis.get(j);
    for (int i = 0; i < rests.size(); i++) {
      Wide[] rest = rests.get(i);
      coordinates.get(i)[j] = posterior.dot(direction, rest);
      subtract(rest, direction, coordinates.get(i)[j]);
    }
  }

  private void subtract(Wide[] vector, Wide[] direction, Wide factor) {
    for (int k = 0; k < vector.length; k++) {
      vector[k] = vector[k].minus(factor.times(direction[k], bits), bits);
    }
  }

  /** A. */
  Wide[][] core() {
    int rank = basis.size();
    Wide[][] core = new Wide[rank][rank];
    for (int a = 0; a < rank; a++) {
      for (int b = 0; b < rank; b++) {
        Wide sum = Wide.ZERO;
        for (int i = 0; i < coordinates.size(); i++) {
          Wide product = coordinates.get(i)[a].times(coordinates.get(i)[b], bits);
          sum = sum.plus(product.times(posterior.weight(posterior.chosen.get(i)), bits), bits);
        }
        core[a][b] = sum;
      }
    }
    return core;
  }

  /** Q, one row a direction. */
  Wide[][] basis() {
    return basis.toArray(Wide[][]::new);
  }
}
