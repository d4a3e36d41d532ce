package dev.arete.cuda;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.IntSupplier;
import jcuda.driver.CUevent;
import jcuda.driver.CUevent_flags;
import jcuda.driver.CUstream;
import jcuda.driver.JCudaDriver;

/**
 * Times of kernels on the device, where the property {@value #PROPERTY} names a file for them: an
 * event before and after each launch, which is then waited for. Closing writes the file. The first
 * launch of a kernel is not timed, because the driver loads its code meanwhile. Two events with
 * nothing between are a microsecond or two apart; that is in every time.
 */
final class KernelClock implements Closer.Resource {
  static final String PROPERTY = "arete.kernel.times";

  private static final String HEADER =
      "kernel,launches,timed,milliseconds,multiprocessors,megahertz,float_lanes,double_lanes";

  private final String file;
  private final DeviceInfo info;
  private final CUstream stream;
  private final CUevent begin = new CUevent();
  private final CUevent end = new CUevent();
  private final Map<String, Times> times = new TreeMap<>();

  /** What is known of a kernel. */
  private static final class Times {
    private long launches;
    private double milliseconds;
  }

  KernelClock(DeviceInfo info, CUstream stream) {
    this.file = System.getProperty(PROPERTY);
    this.info = info;
    this.stream = stream;
    if (isRunning()) {
      Driver.check(
          JCudaDriver.cuEventCreate(begin, CUevent_flags.CU_EVENT_DEFAULT), "cuEventCreate");
      Driver.check(JCudaDriver.cuEventCreate(end, CUevent_flags.CU_EVENT_DEFAULT), "cuEventCreate");
    }
  }

  /** Whether launches are timed; those of a graph cannot be. */
  boolean isRunning() {
    return file != null;
  }

  /**
   * Launches a kernel, timed or not.
   *
   * @param kernel its name
   * @param launch launches it and returns the driver's code
   * @return that code
   */
  int time(String kernel, IntSupplier launch) {
    if (!isRunning()) {
      return launch.getAsInt();
    }
    Times known = times.computeIfAbsent(kernel, name -> new Times());
    record(begin);
    int code = launch.getAsInt();
    record(end);
    Driver.check(JCudaDriver.cuEventSynchronize(end), "cuEventSynchronize", " after " + kernel);
    known.milliseconds += known.launches > 0 ? elapsed() : 0;
    known.launches++;
    return code;
  }

  private void record(CUevent event) {
    Driver.check(JCudaDriver.cuEventRecord(event, stream), "cuEventRecord");
  }

  private double elapsed() {
    float[] milliseconds = new float[1];
    Driver.check(JCudaDriver.cuEventElapsedTime(milliseconds, begin, end), "cuEventElapsedTime");
    return milliseconds[0];
  }

  @Override
  public void close() {
    if (!isRunning()) {
      return;
    }
    try (Closer events = new Closer()) {
      events.add(() -> destroy(begin));
      events.add(() -> destroy(end));
      write();
    }
  }

  private static void destroy(CUevent event) {
    Driver.check(JCudaDriver.cuEventDestroy(event), "cuEventDestroy");
  }

  private void write() {
    List<String> lines = new ArrayList<>(List.of(HEADER));
    times.forEach((kernel, known) -> lines.add(line(kernel, known)));
    try {
      Files.write(Path.of(file), lines);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write the times of kernels to " + file, e);
    }
  }

  private String line(String kernel, Times known) {
    return String.format(
        Locale.ROOT,
        "%s,%d,%d,%.6f,%d,%.0f,%d,%d",
        kernel,
        known.launches,
        known.launches - 1,
        known.milliseconds,
        info.multiprocessors(),
        info.megahertz(),
        info.floatLanes(),
        info.doubleLanes());
  }
}
