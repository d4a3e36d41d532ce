package dev.arete.testkit.oracle;

import ch.obermuhlner.math.big.BigDecimalMath;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;

/**
 * Binary floating point with as many bits as asked for and an exponent without bounds: mantissa
 * times 2^exponent. Rounds by cutting off.
 */
final class Wide {
  static final Wide ZERO = new Wide(BigInteger.ZERO, 0);
  static final Wide ONE = new Wide(BigInteger.ONE, 0);

  private final BigInteger mantissa;
  private final long exponent;

  private Wide(BigInteger mantissa, long exponent) {
    this.mantissa = mantissa;
    this.exponent = exponent;
  }

  /** The exact value of a double. */
  static Wide of(double value) {
    if (value == 0) {
      return ZERO;
    }
    int scale = Math.getExponent(value) - 52;
    BigDecimal exact = new BigDecimal(value);
    BigInteger mantissa =
        scale >= 0
            ? exact.toBigIntegerExact().shiftRight(scale)
            : exact.multiply(BigDecimal.valueOf(2).pow(-scale)).toBigIntegerExact();
    return new Wide(mantissa, scale);
  }

  Wide rounded(int bits) {
    int excess = mantissa.bitLength() - bits;
    return excess <= 0 ? this : new Wide(mantissa.shiftRight(excess), exponent + excess);
  }

  Wide times(Wide other, int bits) {
    return new Wide(mantissa.multiply(other.mantissa), exponent + other.exponent).rounded(bits);
  }

  Wide plus(Wide other, int bits) {
    if (signum() == 0 || other.top() < top() - bits - 4) {
      return signum() == 0 ? other : this;
    }
    if (other.signum() == 0 || top() < other.top() - bits - 4) {
      return other.signum() == 0 ? this : other;
    }
    long low = Math.min(exponent, other.exponent);
    BigInteger sum =
        mantissa
            .shiftLeft(Math.toIntExact(exponent - low))
            .add(other.mantissa.shiftLeft(Math.toIntExact(other.exponent - low)));
    return new Wide(sum, low).rounded(bits);
  }

  Wide minus(Wide other, int bits) {
    return plus(other.negate(), bits);
  }

  Wide negate() {
    return new Wide(mantissa.negate(), exponent);
  }

  Wide abs() {
    return new Wide(mantissa.abs(), exponent);
  }

  Wide over(Wide other, int bits) {
    int shift = Math.max(0, bits + 2 + other.mantissa.bitLength() - mantissa.bitLength());
    BigInteger quotient = mantissa.shiftLeft(shift).divide(other.mantissa);
    return new Wide(quotient, exponent - other.exponent - shift).rounded(bits);
  }

  Wide sqrt(int bits) {
    int shift = Math.max(0, 2 * bits + 2 - mantissa.bitLength());
    shift += (int) Math.floorMod(exponent - shift, 2L);
    return new Wide(mantissa.shiftLeft(shift).sqrt(), (exponent - shift) / 2).rounded(bits);
  }

  /** exp of this, which must be within the range of a long's powers of two. */
  Wide exp(int bits) {
    if (signum() == 0) {
      return ONE;
    }
    MathContext digits = new MathContext((int) (bits * 0.30103) + 12);
    BigDecimal log2 = BigDecimalMath.log(BigDecimal.valueOf(2), digits);
    BigDecimal x = toBigDecimal(digits);
    long halvings = x.divide(log2, digits).longValue();
    BigDecimal rest = x.subtract(log2.multiply(BigDecimal.valueOf(halvings)), digits);
    BigDecimal value = BigDecimalMath.exp(rest, digits);
    BigInteger scaled = value.multiply(BigDecimal.valueOf(2).pow(bits + 4)).toBigInteger();
    return new Wide(scaled, halvings - bits - 4).rounded(bits);
  }

  private BigDecimal toBigDecimal(MathContext digits) {
    BigDecimal power = BigDecimal.valueOf(2).pow((int) Math.abs(exponent), digits);
    BigDecimal value = new BigDecimal(mantissa);
    return exponent >= 0 ? value.multiply(power, digits) : value.divide(power, digits);
  }

  int signum() {
    return mantissa.signum();
  }

  /**
   * Position of the leading bit: the value is at least 2^(top - 1) in magnitude and below 2^top.
   */
  long top() {
    return signum() == 0 ? Long.MIN_VALUE / 2 : exponent + mantissa.abs().bitLength();
  }

  int compareTo(Wide other) {
    if (signum() != other.signum()) {
      return Integer.compare(signum(), other.signum());
    }
    return top() != other.top()
        ? Long.compare(top(), other.top()) * signum()
        : minus(other, 64).signum();
  }

  /** Natural logarithm of a positive value, minus infinity of zero. */
  double log() {
    if (signum() == 0) {
      return Double.NEGATIVE_INFINITY;
    }
    Wide leading = rounded(60);
    double fraction = leading.mantissa.doubleValue();
    return Math.log(fraction) + (double) leading.exponent * Math.log(2);
  }

  double doubleValue() {
    Wide leading = rounded(60);
    double fraction = leading.mantissa.doubleValue();
    long half = leading.exponent / 2;
    return fraction * Math.pow(2, (double) half) * Math.pow(2, (double) (leading.exponent - half));
  }
}
