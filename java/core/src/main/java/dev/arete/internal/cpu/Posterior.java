package dev.arete.internal.cpu;

import dev.arete.internal.local.LocalMoments;
import dev.arete.internal.local.PosteriorTerms;
import dev.arete.internal.local.ThirdMoments;
import java.util.Arrays;

/**
 * Posterior moments at one query from its candidates, in double. Everything is seen from an anchor,
 * a centre within a factor e of the heaviest, so that nothing cancels where one centre has nearly
 * all the weight: with D_i = c_i - c_0,
 *
 * <pre>
 * F_i   = D_i . (D_i + 2 (c_0 - y)) / (2h) - log(pi_i/pi_0)   energy above the anchor
 * w_i   = exp(-F_i) / S,  S = sum exp(-F_i)
 * m - y = (c_0 - y) + b,  b = sum w_i D_i
 * C     = sum w_i (D_i - b)(D_i - b)^T
 * </pre>
 *
 * <p>Energies differ by products of differences and keep their digits however far y is. Centres
 * with w_i below exp(-cut) are left out of the covariance. Holds its workspace; not thread-safe.
 */
final class Posterior implements ThirdMoments {
  /**
   * How often a heavier centre may take the anchor's place. Once is usual where screening was not
   * possible; more is rounding at energies that differ by more than 1e16.
   */
  private static final int MAX_ANCHORS = 4;

  /** With fewer rows double costs nothing. */
  private static final int LEAST_SINGLE_ROWS = 64;

  /**
   * Error of second moments in single precision, as a share of their trace, in units of 2^-24.
   * Equal rows are all rounded the same way, by at most 3/8 of a unit of the sum each: 24 units in
   * a panel of 64, 6 in 16 sums of panels; and 2 are those of the rows themselves. Half of that was
   * reached. Where rows differ sums walk, by 2 units.
   */
  private static final double SINGLE_ERROR = 0x1p-19;

  private final CentreTiles tiles;
  private final int d;
  private final double deviation;
  private final WeightRun run;
  private final MomentSums sums;
  private final Kernels.Sight sight;
  private final MomentSums.Selection chosen;
  private final double[] mean;

  /** Sums of a block: w D, then w and w^2; 0 between blocks. */
  private final double[] block;

  private final LongSums first;
  private final ThirdSums thirdSums;
  private final ThinSums thinSums;
  private final CovarianceRows covarianceRows;
  private final PosteriorTerms terms = new PosteriorTerms();

  private double[] energies = new double[0];
  private int anchorIndex;
  private int best;
  private double leastEnergy;
  private double total;
  private double squares;
  private double base;
  private double heaviestEnergy;
  private int light;
  private boolean keepsWeights;
  private boolean isThin;
  private boolean isShared;
  private boolean isOperator;
  private Candidates query;

  Posterior(CentreTiles tiles, Kernels kernels, Panel panel, WeightRun run) {
    this.tiles = tiles;
    d = tiles.dimension;
    deviation = Math.sqrt(tiles.variance);
    this.run = run;
    sums = new MomentSums(d, kernels, panel);
    sight = new Kernels.Sight(tiles);
    chosen = new MomentSums.Selection(sight);
    thirdSums = new ThirdSums(d, kernels);
    thinSums = new ThinSums(d, kernels);
    covarianceRows = new CovarianceRows(d, kernels);
    mean = new double[d];
    block = new double[d + 2];
    first = new LongSums(d + 2);
    terms.rows = tiles.rows;
    terms.anchor = sight.anchor;
  }

  /**
   * Begins a query.
   *
   * @param candidates screened candidates; what turns out to be beyond the cut is removed
   * @param keeps whether weights are needed once they are summed
   */
  void begin(Candidates candidates, boolean keeps) {
    query = candidates;
    keepsWeights = keeps;
    if (keeps) {
      reserve(query.size);
    }
    chosen.indices = query.indices;
    chosen.size = query.size;
    System.arraycopy(query.query, 0, sight.query, 0, d);
    best = query.heaviest;
    setAnchor(best);
    restart(0);
    isShared = false;
  }

  /**
   * Begins a query without a list and leaves its sums to others.
   *
   * @param candidates the query; nothing is listed
   * @param anchor index of the anchor
   * @param shared the sums
   * @return its slot there, or -1 if it is too far from the data
   */
  int share(Candidates candidates, int anchor, SharedSums shared) {
    query = candidates;
    System.arraycopy(query.query, 0, sight.query, 0, d);
    setAnchor(anchor);
    isShared = true;
    return shared.add(sight, tiles.logWeight(anchorIndex));
  }

  /** Whether the moments are shared sums over all centres. */
  boolean isShared() {
    return isShared;
  }

  /**
   * Takes moments from shared sums.
   *
   * @param shared the sums
   * @param slot where they are
   * @param second whether second moments are among them
   * @param out receives the moments
   * @return false if the query has to begin again
   */
  boolean take(SharedSums shared, int slot, boolean second, LocalMoments out) {
    chosen.single = false;
    return new SharedMoments(tiles, sight, anchorIndex).take(shared, slot, second, out);
  }

  /** Adds weights and first moments of candidates from one index up to another. */
  void addFirst(int from, int to) {
    for (int begin = from; begin < to; begin += WeightRun.BLOCK) {
      int end = Math.min(begin + WeightRun.BLOCK, to);
      for (int at = begin; at < end; at += run.rows) {
        addRun(at, Math.min(at + run.rows, end));
      }
      first.take(block);
    }
  }

  private void addRun(int from, int to) {
    takeRun(from, to);
    run.add(sight, base, block);
    if (keepsWeights) {
      run.copyWeights(chosen.weights, from);
    }
  }

  /** Computes energies above the anchor and notes the least. */
  private void takeRun(int from, int to) {
    run.take(sight, tiles.logWeight(anchorIndex), chosen.indices, from, to);
    int least = run.least();
    if (run.energy(least) < leastEnergy) {
      leastEnergy = run.energy(least);
      best = run.index(least);
    }
  }

  /**
   * Ends the first moments once all candidates were added, and begins the second.
   *
   * @param second what is wanted of the second moments
   * @param out receives the moments
   */
  void finishFirst(SecondMoments second, LocalMoments out) {
    settle();
    double anchorEnergy = anchorEnergy();
    heaviestEnergy = anchorEnergy + leastEnergy;
    out.anchorEnergy = anchorEnergy;
    out.effectiveNeighbours = total / squares * total;
    out.logDensity = tiles.logDensity(total, anchorEnergy + base);
    for (int k = 0; k < d; k++) {
      out.shift[k] = sight.fromQuery[k] + deviation * mean[k];
    }
    out.droppedRatio = 0;
    if (second.areWanted()) {
      light = keep(total * Math.exp(-query.cut()));
      isThin = second.areRows(chosen.size, d);
      isOperator = second.areProducts(chosen.size, d);
      if (isThin || isOperator) {
        chosen.single = false;
        return;
      }
      chosen.single = query.isCoarse() && sums.hasSingle() && chosen.size >= LEAST_SINGLE_ROWS;
      if (d > HighDimension.LARGEST_MATRIX) {
        MemoryPlan.checkHeap(d, Runtime.getRuntime().maxMemory());
      }
      sums.clear();
    }
  }

  /** Adds second moments of candidates from one index up to another. */
  void addSecond(int from, int to) {
    if (isThin || isOperator) {
      return; // all rows at once, at the end
    }
    sums.add(chosen, from, to, mean);
  }

  /**
   * Ends the second moments once all candidates were added.
   *
   * @param out receives them
   */
  void finishSecond(LocalMoments out) {
    out.thinCount = -1;
    out.operator = null;
    if (isThin) {
      thinSums.fill(chosen, mean, total, out);
    } else if (isOperator) {
      covarianceRows.start(chosen, mean, total);
      out.operator = covarianceRows;
      out.trace = covarianceRows.trace();
    } else {
      sums.finish(out.covariance());
      finish(out.covarianceRatio);
    }
    if (chosen.size < tiles.count) {
      double mass = query.droppedMass() + light * Math.exp(-query.cut());
      out.droppedRatio = tiles.droppedRatio(mass, query.cut(), heaviestEnergy, out);
    }
    if (chosen.single) {
      out.droppedRatio += SINGLE_ERROR * out.trace();
    }
  }

  /** Whether second moments were summed in single precision. */
  boolean isSingle() {
    return chosen.single;
  }

  /**
   * Lists candidates with their energies, instead of computing moments: third moments are gone
   * afterwards.
   *
   * @param candidates screened candidates; what turns out to be beyond the cut is removed
   * @return this object's own terms, overwritten by the next call
   */
  PosteriorTerms terms(Candidates candidates) {
    begin(candidates, false);
    reserve(query.size);
    fillEnergies();
    for (int i = 1; i < MAX_ANCHORS && leastEnergy < -1; i++) {
      setAnchor(best);
      restart(0);
      fillEnergies();
    }
    int kept = 0;
    for (int i = 0; i < query.size; i++) {
      double energy = energies[i] - leastEnergy;
      if (energy <= query.cut()) {
        query.indices[kept] = query.indices[i];
        energies[kept] = energy;
        kept++;
      }
    }
    query.size = kept;
    terms.indices = query.indices;
    terms.energies = energies;
    terms.size = kept;
    terms.cut = kept < tiles.count ? query.cut() : Double.POSITIVE_INFINITY;
    terms.anchorEnergy = anchorEnergy();
    return terms;
  }

  /**
   * Ends the first moments. If the anchor turned out to be much lighter than another centre, starts
   * again from that.
   */
  private void settle() {
    for (int i = 1; i < MAX_ANCHORS && leastEnergy < -1; i++) {
      setAnchor(best);
      restart(0);
      addFirst(0, chosen.size);
    }
    if (leastEnergy < -1) {
      restart(leastEnergy);
      addFirst(0, chosen.size);
    }
    first.get(block);
    total = block[d];
    squares = block[d + 1];
    for (int k = 0; k < d; k++) {
      mean[k] = block[k] * (sight.unit / total);
    }
    Arrays.fill(block, 0);
  }

  /** Computes weights and mean of a query whose moments were shared sums. */
  private void list() {
    query.takeAll(anchorIndex);
    begin(query, true);
    addFirst(0, chosen.size);
    settle();
  }

  private void restart(double lowest) {
    base = lowest;
    first.clear(d + 2);
    leastEnergy = Double.POSITIVE_INFINITY;
  }

  private void reserve(int candidates) {
    if (chosen.weights.length < candidates) {
      int room = Math.min(tiles.count, candidates + candidates / 2); // the next query may list more
      chosen.weights = new double[room];
      energies = new double[room];
      chosen.roots = energies; // which are not needed any more once there are weights
    }
  }

  private void setAnchor(int index) {
    anchorIndex = index;
    for (int k = 0; k < d; k++) {
      sight.anchor[k] = tiles.rows[index * d + k];
      sight.fromQuery[k] = sight.anchor[k] - sight.query[k];
      sight.twice[k] = 2 * sight.fromQuery[k];
    }
  }

  private void fillEnergies() {
    for (int from = 0; from < chosen.size; from += run.rows) {
      takeRun(from, Math.min(from + run.rows, chosen.size));
      run.copyEnergies(energies, from);
    }
  }

  /** Drops centres that weigh less, and returns how many. */
  private int keep(double least) {
    int kept = 0;
    for (int i = 0; i < chosen.size; i++) {
      double weight = chosen.weights[i];
      if (weight >= least) {
        chosen.indices[kept] = chosen.indices[i];
        chosen.weights[kept] = weight;
        kept++;
      }
    }
    for (int i = 0; i < kept; i++) {
      chosen.roots[i] = Math.sqrt(chosen.weights[i]);
    }
    int gone = chosen.size - kept;
    query.size = kept;
    chosen.size = kept;
    return gone;
  }

  /** Energy of the anchor itself, with its log weight taken from the largest. */
  private double anchorEnergy() {
    return tiles.energy(sight.fromQuery) - tiles.logWeight(anchorIndex);
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

  @Override
  public void contract(double[] vectors, int tangent, double[] coefficients, double[] out) {
    if (isShared) {
      list();
    }
    thirdSums.contract(chosen, mean, vectors, tangent, coefficients, out);
    double volume = deviation * deviation * deviation;
    int normal = d - tangent;
    for (int i = 0; i < normal * normal; i++) {
      out[i] *= volume / total;
    }
  }
}
