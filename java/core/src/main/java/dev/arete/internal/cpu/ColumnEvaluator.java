package dev.arete.internal.cpu;

import dev.arete.internal.local.LocalMoments;
import dev.arete.internal.local.PosteriorTerms;
import dev.arete.internal.local.ThirdMoments;
import dev.arete.spi.BackendOptions;

/**
 * Two and three dimensions: sums over whole tiles near the query. A list costs more there than the
 * pairs it saves; only what needs one, terms and queries out of reach, is left to a {@link
 * ListEvaluator}. There is one lane: what queries share is in the cache anyway.
 */
final class ColumnEvaluator implements Evaluator {
  private final ColumnPosterior posterior;
  private final ListEvaluator list;
  private final LocalMoments own;
  private final double[] query;
  private final double cut;
  private final double fineCut;
  private boolean isListed;
  private boolean isFine;

  ColumnEvaluator(CentreTiles tiles, Kernels kernels, BackendOptions options) {
    boolean isSingle = tiles.isSingle(options.precision());
    posterior =
        new ColumnPosterior(
            tiles,
            kernels.columnSums(tiles.dimension),
            isSingle ? kernels.floatColumnSums(tiles.dimension) : null);
    list = new ListEvaluator(tiles, kernels, options, 1);
    own = new LocalMoments(tiles.dimension);
    query = new double[tiles.dimension];
    cut = Evaluator.cut(options, tiles.count);
    fineCut = Evaluator.finestCut(tiles.count);
  }

  @Override
  public void load(int lane, double[] queries, int offset) {
    System.arraycopy(queries, offset, query, 0, query.length);
  }

  @Override
  public void compute(int count, SecondMoments second) {
    isFine = cut >= fineCut;
    isListed = !posterior.begin(query, cut, true);
    if (isListed) {
      list.load(0, query, 0);
      list.compute(1, second);
    } else {
      posterior.compute(second.areWanted(), own);
    }
  }

  @Override
  public boolean isRefinable(int lane) {
    return isListed ? list.isRefinable(0) : !isFine;
  }

  @Override
  public void refine(int lane, SecondMoments second) {
    if (isListed) {
      list.refine(0, second);
      return;
    }
    isFine = true;
    posterior.begin(query, fineCut, false);
    posterior.compute(true, own);
  }

  @Override
  public LocalMoments moments(int lane) {
    return isListed ? list.moments(0) : own;
  }

  @Override
  public PosteriorTerms terms(int lane, int directions) {
    list.load(0, query, 0);
    return list.terms(0, directions, moments(lane).anchorEnergy);
  }

  @Override
  public PosteriorTerms termsWithin(int lane, double reach) {
    list.load(0, query, 0);
    return list.termsWithin(0, reach);
  }

  @Override
  public ThirdMoments posterior(int lane) {
    return isListed ? list.posterior(0) : posterior;
  }
}
