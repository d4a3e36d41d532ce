package dev.arete.internal.cpu.vector;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * 2^-x for x down to -100, in single precision: x = r - n with |r| &lt;= 1/2, and a polynomial of
 * degree 6 in r through the Chebyshev points of 2^-r there, which is off by 1e-8. The error is
 * below two units of the last place down to 2^-126; what is less is 0 or of that order, and from
 * 2^-127 on, exactly 0.
 */
final class PowerOfTwo32 {
  private static final VectorSpecies<Float> FLOATS = FloatVector.SPECIES_PREFERRED;
  private static final VectorSpecies<Integer> INTS = IntVector.SPECIES_PREFERRED;

  /** 1.5 * 2^23: adding it leaves the nearest integer in the low bits. */
  private static final float MAGIC = 0x1.8p23f;

  /** The bits of 127, where the exponent of the result is that of 0. */
  private static final int MOST = 0x42fe0000;

  private PowerOfTwo32() {}

  static FloatVector ofMinus(FloatVector exponent) {
    FloatVector magic = FloatVector.broadcast(FLOATS, MAGIC);
    // numbers above 0 and their bits are in the same order, and a minimum of integers is one
    // instruction where one in the sense of Java's floats is six
    IntVector most = IntVector.broadcast(INTS, MOST);
    FloatVector x = exponent.reinterpretAsInts().min(most).reinterpretAsFloats();
    FloatVector shifted = magic.sub(x);
    FloatVector r = shifted.sub(magic).add(x);
    IntVector power = shifted.reinterpretAsInts().lanewise(VectorOperators.LSHL, 23);
    FloatVector y = FloatVector.broadcast(FLOATS, 0.00015453163f);
    y = y.fma(r, FloatVector.broadcast(FLOATS, -0.0013390863f));
    y = y.fma(r, FloatVector.broadcast(FLOATS, 0.009618083f));
    y = y.fma(r, FloatVector.broadcast(FLOATS, -0.05550357f));
    y = y.fma(r, FloatVector.broadcast(FLOATS, 0.2402265f));
    y = y.fma(r, FloatVector.broadcast(FLOATS, -0.6931472f));
    y = y.fma(r, FloatVector.broadcast(FLOATS, 1));
    return y.reinterpretAsInts().add(power).reinterpretAsFloats();
  }
}
