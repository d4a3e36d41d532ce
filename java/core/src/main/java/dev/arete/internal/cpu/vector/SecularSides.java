package dev.arete.internal.cpu.vector;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * Sums over the poles on one side of a vector of trial values of a secular equation: distances,
 * their inverses, four from one division, and the terms. Holds scratch; not thread-safe.
 */
final class SecularSides {
  private static final VectorSpecies<Double> DOUBLES = DoubleVector.SPECIES_PREFERRED;
  private static final int L = DOUBLES.length();

  /** A loop over poles from one index up to another. */
  @FunctionalInterface
  private interface Stage {
    void run(int from, int to);
  }

  /** Called where a call may go to any of them, see {@code package-info}. */
  private final Stage[] stages = {this::fillDistances, this::invert, this::addTerms};

  /** Distances of poles from the trial values, then their inverses. */
  private double[] quotients = new double[0];

  private double[] poles;
  private double[] squares;
  private double[] shifts;
  private double[] offsets;
  private double[] sums;
  private int trial;
  private int out;

  /** Begins with an equation; the arguments are those of {@link VectorSecular#sums}. */
  void begin(double[] poles, double[] squares, double[] shifts, double[] offsets, double[] sums) {
    this.poles = poles;
    this.squares = squares;
    this.shifts = shifts;
    this.offsets = offsets;
    this.sums = sums;
  }

  /**
   * Fills in the sum over poles and, a section behind it, its derivative.
   *
   * @param from first pole
   * @param to pole after the last
   * @param trial first of the trial values
   * @param out where the sums of the trial values begin
   */
  void fill(int from, int to, int trial, int out) {
    this.trial = trial;
    this.out = out;
    for (Stage stage : stages) {
      stage.run(from, to);
    }
  }

  /** What is behind the last pole, up to a multiple of four, is 1. */
  private void fillDistances(int from, int to) {
    int count = to - from;
    int padded = (count + 3) / 4 * 4;
    if (quotients.length < padded * L) {
      quotients = new double[2 * padded * L];
    }
    DoubleVector s = DoubleVector.fromArray(DOUBLES, shifts, trial);
    DoubleVector t = DoubleVector.fromArray(DOUBLES, offsets, trial);
    for (int i = 0; i < count; i++) {
      DoubleVector pole = DoubleVector.broadcast(DOUBLES, poles[from + i]);
      pole.sub(s).sub(t).intoArray(quotients, i * L);
    }
    for (int i = count; i < padded; i++) {
      DoubleVector.broadcast(DOUBLES, 1).intoArray(quotients, i * L);
    }
  }

  private void invert(int from, int to) {
    double[] q = quotients;
    for (int i = 0; i < (to - from) * L; i += 4 * L) {
      DoubleVector d0 = DoubleVector.fromArray(DOUBLES, q, i);
      DoubleVector d1 = DoubleVector.fromArray(DOUBLES, q, i + L);
      DoubleVector d2 = DoubleVector.fromArray(DOUBLES, q, i + 2 * L);
      DoubleVector d3 = DoubleVector.fromArray(DOUBLES, q, i + 3 * L);
      DoubleVector first = d0.mul(d1);
      DoubleVector second = d2.mul(d3);
      DoubleVector r = DoubleVector.broadcast(DOUBLES, 1).div(first.mul(second));
      second = r.mul(second);
      first = r.mul(first);
      second.mul(d1).intoArray(q, i);
      second.mul(d0).intoArray(q, i + L);
      first.mul(d3).intoArray(q, i + 2 * L);
      first.mul(d2).intoArray(q, i + 3 * L);
    }
  }

  private void addTerms(int from, int to) {
    DoubleVector sum = DoubleVector.zero(DOUBLES);
    DoubleVector slope = sum;
    for (int i = from, q = 0; i < to; i++, q += L) {
      DoubleVector r = DoubleVector.fromArray(DOUBLES, quotients, q);
      DoubleVector term = r.mul(squares[i]);
      sum = sum.add(term);
      slope = term.fma(r, slope);
    }
    sum.intoArray(sums, out);
    slope.intoArray(sums, out + sums.length / 4);
  }
}
