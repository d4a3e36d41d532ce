package dev.arete.cuda;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import jcuda.Pointer;
import jcuda.driver.CUstream;
import jcuda.driver.JCudaDriver;

/**
 * Copies between Java arrays and the device through one pinned buffer, piece by piece. A copy is
 * complete when the method returns, and with it everything launched before.
 */
final class Staging implements Closer.Resource {
  /** Large enough to reach the bandwidth of the bus, small enough to pin without a thought. */
  private static final int BYTES = 8 << 20;

  private final CUstream stream;
  private final Pointer pinned = new Pointer();
  private final ByteBuffer buffer;
  private long uploadedBytes;

  Staging(CUstream stream) {
    this.stream = stream;
    Driver.check(JCudaDriver.cuMemHostAlloc(pinned, BYTES, 0), "cuMemHostAlloc");
    buffer = pinned.getByteBuffer(0, BYTES).order(ByteOrder.nativeOrder());
  }

  /** Writes elements [from, from + count) to a buffer, or reads them from it. */
  @FunctionalInterface
  interface Mover {
    void move(ByteBuffer buffer, int from, int count);
  }

  /**
   * Copies elements to the device.
   *
   * @param address where the first goes
   * @param count how many
   * @param size bytes of one
   * @param writer writes them, in order
   */
  void upload(long address, int count, int size, Mover writer) {
    int piece = BYTES / size;
    for (int from = 0, length; from < count; from += length) { // never beyond count
      length = Math.min(piece, count - from);
      writer.move(buffer.clear(), from, length);
      Driver.check(
          JCudaDriver.cuMemcpyHtoDAsync(
              DevicePointer.at(address + (long) from * size), pinned, (long) length * size, stream),
          "cuMemcpyHtoDAsync");
      synchronize();
      uploadedBytes += (long) length * size;
    }
  }

  /**
   * Copies elements from the device.
   *
   * @param address where the first is
   * @param count how many
   * @param size bytes of one
   * @param reader reads them, in order
   */
  void download(long address, int count, int size, Mover reader) {
    int piece = BYTES / size;
    for (int from = 0, length; from < count; from += length) { // never beyond count
      length = Math.min(piece, count - from);
      Driver.check(
          JCudaDriver.cuMemcpyDtoHAsync(
              pinned, DevicePointer.at(address + (long) from * size), (long) length * size, stream),
          "cuMemcpyDtoHAsync");
      synchronize();
      reader.move(buffer.clear(), from, length);
    }
  }

  /** Bytes copied to the device so far. */
  long uploadedBytes() {
    return uploadedBytes;
  }

  /** Doubles from an array. */
  void upload(long address, double[] source, int offset, int count) {
    upload(
        address,
        count,
        Double.BYTES,
        (bytes, from, length) -> bytes.asDoubleBuffer().put(source, offset + from, length));
  }

  /** Doubles to an array. */
  void download(long address, double[] target, int offset, int count) {
    download(
        address,
        count,
        Double.BYTES,
        (bytes, from, length) -> bytes.asDoubleBuffer().get(target, offset + from, length));
  }

  /** Ints to an array. */
  void download(long address, int[] target, int offset, int count) {
    download(
        address,
        count,
        Integer.BYTES,
        (bytes, from, length) -> bytes.asIntBuffer().get(target, offset + from, length));
  }

  /** Ints from an array. */
  void upload(long address, int[] source, int offset, int count) {
    upload(
        address,
        count,
        Integer.BYTES,
        (bytes, from, length) -> bytes.asIntBuffer().put(source, offset + from, length));
  }

  /** One int to the device. */
  void uploadInt(long address, int value) {
    upload(address, new int[] {value}, 0, 1);
  }

  /** Some ints from the device. */
  int[] downloadInts(long address, int count) {
    int[] values = new int[count];
    download(address, values, 0, count);
    return values;
  }

  private void synchronize() {
    Driver.check(
        JCudaDriver.cuStreamSynchronize(stream),
        "cuStreamSynchronize",
        "; set -Darete.sync=true to find the first failing launch");
  }

  @Override
  public void close() {
    Driver.check(JCudaDriver.cuMemFreeHost(pinned), "cuMemFreeHost");
  }
}
