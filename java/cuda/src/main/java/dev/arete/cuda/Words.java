package dev.arete.cuda;

/**
 * A kernel parameter: a structure of 8-byte words, as the headers of the kernels declare it. The
 * enumeration lists the members in their order.
 */
final class Words<E extends Enum<E>> {
  private final long[] words;

  Words(Class<E> members) {
    this(new long[members.getEnumConstants().length]);
  }

  private Words(long[] words) {
    this.words = words;
  }

  /** Sets an address or an integer. */
  Words<E> set(E member, long value) {
    words[index(member)] = value;
    return this;
  }

  /** Sets a floating-point number. */
  Words<E> set(E member, double value) {
    words[index(member)] = Double.doubleToRawLongBits(value);
    return this;
  }

  long get(E member) {
    return words[index(member)];
  }

  Words<E> copy() {
    return new Words<>(words.clone());
  }

  /** The words, to be passed by value. */
  long[] argument() {
    return words.clone();
  }

  @SuppressWarnings("EnumOrdinal") // the order of the constants is that of the structure
  private int index(E member) {
    return member.ordinal();
  }
}
