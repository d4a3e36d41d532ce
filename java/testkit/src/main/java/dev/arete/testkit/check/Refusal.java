package dev.arete.testkit.check;

/** Checks that wrong arguments are refused as they should be. */
public final class Refusal {
  private Refusal() {}

  /** A call that may throw. */
  @FunctionalInterface
  public interface Call {
    /**
     * Makes the call.
     *
     * @throws Exception whatever it throws
     */
    void run() throws Exception;
  }

  /**
   * Fails unless a call throws exactly an IllegalArgumentException with one line that names the
   * numbers.
   *
   * @param call what must be refused
   * @param parts what the message must contain
   */
  public static void of(Call call, String... parts) {
    Throwable thrown = thrownBy(call);
    if (thrown == null || thrown.getClass() != IllegalArgumentException.class) {
      throw new AssertionError("expected an IllegalArgumentException, got " + thrown, thrown);
    }
    String message = thrown.getMessage();
    Check.holds(message.lines().count() == 1, "more than one line:", message);
    for (String part : parts) {
      Check.holds(message.contains(part), "\"" + part + "\" is missing in:", message);
    }
  }

  private static Throwable thrownBy(Call call) {
    try {
      call.run();
      return null;
    } catch (Exception e) {
      return e;
    }
  }
}
