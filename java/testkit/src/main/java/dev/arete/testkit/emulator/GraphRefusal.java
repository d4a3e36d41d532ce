package dev.arete.testkit.emulator;

/** The call on the way from launches to a graph that fails, as on a driver without graphs. */
public enum GraphRefusal {
  /** None: launches can be recorded. */
  NOWHERE(0),
  /** The beginning of a capture. */
  AT_BEGIN(1),
  /** Its end, which says that the capture is void. */
  AT_END(2),
  /** The making of something that can be launched. */
  AT_INSTANTIATION(3);

  private final int code;

  GraphRefusal(int code) {
    this.code = code;
  }

  int code() {
    return code;
  }
}
