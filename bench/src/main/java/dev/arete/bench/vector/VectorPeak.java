package dev.arete.bench.vector;

import java.util.function.DoubleSupplier;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;

/**
 * Rounds of fused multiply-adds on the widest vector registers: ten chains that do not depend on
 * each other. Loaded by name, since the module of vectors may be absent.
 */
public final class VectorPeak {
  /**
   * Multiply-adds of a chain. Few, so that a round is many calls: Java compiles a loop that is
   * running already in a form that makes objects of its vectors, and may stay with it.
   */
  private static final int STEPS = 1_000;

  private static final int CALLS = 100;
  private static final int CHAINS = 10;

  /** What rounds return goes here, so that they are not left out. */
  private volatile double sink;

  /** Called by name. */
  public VectorPeak() {}

  /**
   * Returns a round in double.
   *
   * @return when called, runs the round and returns multiply-adds a second
   */
  public DoubleSupplier doubles() {
    return () -> rate(DoubleVector.SPECIES_PREFERRED.length(), () -> chains(0.5, 1));
  }

  /**
   * Returns a round in single precision.
   *
   * @return when called, runs the round and returns multiply-adds a second
   */
  public DoubleSupplier floats() {
    return () -> rate(FloatVector.SPECIES_PREFERRED.length(), () -> chains(0.5f, 1f));
  }

  private double rate(int lanes, DoubleSupplier round) {
    long start = System.nanoTime();
    for (int call = 0; call < CALLS; call++) {
      sink = round.getAsDouble();
    }
    return (double) CALLS * STEPS * CHAINS * lanes / ((System.nanoTime() - start) * 1e-9);
  }

  private static double chains(double factor, double term) {
    var s = DoubleVector.SPECIES_PREFERRED;
    DoubleVector x = DoubleVector.broadcast(s, factor);
    DoubleVector y = DoubleVector.broadcast(s, term);
    DoubleVector a = DoubleVector.zero(s);
    DoubleVector b = a;
    DoubleVector c = a;
    DoubleVector d = a;
    DoubleVector e = a;
    DoubleVector f = a;
    DoubleVector g = a;
    DoubleVector h = a;
    DoubleVector i = a;
    DoubleVector j = a;
    for (int step = 0; step < STEPS; step++) {
      a = a.fma(x, y);
      b = b.fma(x, y);
      c = c.fma(x, y);
      d = d.fma(x, y);
      e = e.fma(x, y);
      f = f.fma(x, y);
      g = g.fma(x, y);
      h = h.fma(x, y);
      i = i.fma(x, y);
      j = j.fma(x, y);
    }
    DoubleVector sum = a.add(b).add(c).add(d).add(e).add(f).add(g).add(h).add(i).add(j);
    return sum.reduceLanes(VectorOperators.ADD);
  }

  private static double chains(float factor, float term) {
    var s = FloatVector.SPECIES_PREFERRED;
    FloatVector x = FloatVector.broadcast(s, factor);
    FloatVector y = FloatVector.broadcast(s, term);
    FloatVector a = FloatVector.zero(s);
    FloatVector b = a;
    FloatVector c = a;
    FloatVector d = a;
    FloatVector e = a;
    FloatVector f = a;
    FloatVector g = a;
    FloatVector h = a;
    FloatVector i = a;
    FloatVector j = a;
    for (int step = 0; step < STEPS; step++) {
      a = a.fma(x, y);
      b = b.fma(x, y);
      c = c.fma(x, y);
      d = d.fma(x, y);
      e = e.fma(x, y);
      f = f.fma(x, y);
      g = g.fma(x, y);
      h = h.fma(x, y);
      i = i.fma(x, y);
      j = j.fma(x, y);
    }
    FloatVector sum = a.add(b).add(c).add(d).add(e).add(f).add(g).add(h).add(i).add(j);
    return sum.reduceLanes(VectorOperators.ADD);
  }
}
