package dev.arete.testkit.emulator;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.IntUnaryOperator;
import java.util.stream.Collectors;

/**
 * Settings and figures of the loaded emulator. Everything is global to the process; {@link #reset}
 * goes back to the defaults. Usable after {@link EmulatorLibrary#load}, else an {@link
 * UnsatisfiedLinkError}. Any thread may call.
 */
public final class Emulator {
  // The numbers are shared with kernels/src/emulator/engine/settings.h and driver/java.cpp.
  private static final int ORDER = 0;
  private static final int SEED = 1;
  private static final int DEFER = 2;
  private static final int MEMORY = 3;
  private static final int FAIL_ALLOCATION = 4;
  private static final int COMPUTE_CAPABILITY = 5;
  private static final int DRIVER_VERSION = 6;
  private static final int DEVICES = 7;
  private static final int STRICT = 8;
  private static final int QUIET = 9;
  private static final int WORKERS = 10;
  private static final int REFUSE_GRAPHS = 11;

  private static final int LAUNCHES = 0;
  private static final int DEVICE_BYTES = 1;
  private static final int DEVICE_ALLOCATIONS = 2;
  private static final int PINNED_ALLOCATIONS = 3;
  private static final int CONTEXTS = 4;
  private static final int GRAPH_LAUNCHES = 5;
  private static final int GRAPHS = 6;
  private static final int GRAPHS_MADE = 7;

  private Emulator() {}

  /**
   * Sets the order of threads and blocks of later launches; the seed matters to {@link
   * Order#SHUFFLED} only.
   */
  public static void order(Order order, long seed) {
    set(ORDER, order.code());
    set(SEED, seed);
  }

  /**
   * Makes work on streams wait until a synchronising call, so that a missing one shows; off at
   * first.
   */
  public static void defer(boolean on) {
    set(DEFER, on ? 1 : 0);
  }

  /** Sets the device memory in bytes, 8 GiB at first; what is live already counts. */
  public static void memory(long bytes) {
    set(MEMORY, bytes);
  }

  /**
   * Makes the n-th allocation from now (1: the next) fail once as out of memory, pinned host memory
   * included; 0: none.
   */
  public static void failAllocation(int n) {
    set(FAIL_ALLOCATION, n);
  }

  /** Sets the compute capability as major * 10 + minor, 90 at first. */
  public static void computeCapability(int capability) {
    set(COMPUTE_CAPABILITY, capability);
  }

  /** Sets the version that cuDriverGetVersion reports, 12060 at first. */
  public static void driverVersion(int version) {
    set(DRIVER_VERSION, version);
  }

  /** Sets the number of devices, 1 at first; with 0 cuInit fails. */
  public static void devices(int count) {
    set(DEVICES, count);
  }

  /**
   * Relaxes the rules to the device's own: threads that have returned count as arrived at barriers.
   * On at first.
   */
  public static void strict(boolean on) {
    set(STRICT, on ? 1 : 0);
  }

  /**
   * Keeps reports off standard error, for tests that provoke them; {@link #report} has them still.
   */
  public static void quiet(boolean on) {
    set(QUIET, on ? 1 : 0);
  }

  /**
   * Sets how many worker threads run blocks; all cores at first. The sanitizer and race builds have
   * one.
   */
  public static void workers(int count) {
    set(WORKERS, count);
  }

  /** Sets which call on the way to a graph says no; none at first. */
  public static void refuseGraphs(GraphRefusal refusal) {
    set(REFUSE_GRAPHS, refusal.code());
  }

  /**
   * Puts every setting back to what the environment says (EMU_ORDER and the like, see
   * kernels/src/emulator/README.md) or its default, and forgets the report and the names of kernels
   * run; memory and contexts stay.
   */
  public static native void reset();

  /**
   * The text of the last failure: kernel, block, thread or allocation; empty when there was none
   * since {@link #reset}.
   */
  public static String report() {
    return text(Emulator::reportByte);
  }

  private static String text(IntUnaryOperator byteAt) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    for (int i = 0, b = byteAt.applyAsInt(0); b >= 0; b = byteAt.applyAsInt(++i)) {
      bytes.write(b);
    }
    return bytes.toString(StandardCharsets.UTF_8);
  }

  /** The names of the kernels run since the last {@link #reset}, ascending. */
  public static SortedSet<String> launched() {
    return text(Emulator::launchedByte).lines().collect(Collectors.toCollection(TreeSet::new));
  }

  /** The number of kernels run in this process. */
  public static long launches() {
    return figure(LAUNCHES);
  }

  /** The device memory allocated now, in bytes, each allocation rounded up to 256. */
  public static long liveBytes() {
    return figure(DEVICE_BYTES);
  }

  /** The number of device allocations not yet freed. */
  public static long liveAllocations() {
    return figure(DEVICE_ALLOCATIONS);
  }

  /** The number of pinned host allocations not yet freed. */
  public static long livePinnedAllocations() {
    return figure(PINNED_ALLOCATIONS);
  }

  /** The number of contexts not yet destroyed. */
  public static long liveContexts() {
    return figure(CONTEXTS);
  }

  /** The number of graphs launched in this process. */
  public static long graphLaunches() {
    return figure(GRAPH_LAUNCHES);
  }

  /** The number of graphs made ready to launch in this process. */
  public static long graphsMade() {
    return figure(GRAPHS_MADE);
  }

  /** The number of graphs, recorded or ready to launch, not yet destroyed. */
  public static long liveGraphs() {
    return figure(GRAPHS);
  }

  private static native void set(int which, long value);

  private static native long figure(int which);

  private static native int reportByte(int index);

  private static native int launchedByte(int index);
}
