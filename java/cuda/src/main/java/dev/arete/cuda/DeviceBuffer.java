package dev.arete.cuda;

/** One allocation. Closing is idempotent; it must happen inside {@link CudaDevice#run}. */
final class DeviceBuffer implements Closer.Resource {
  private final DeviceMemory memory;
  private final DevicePointer pointer;
  private final long bytes;
  private final String purpose;
  private boolean closed;

  DeviceBuffer(DeviceMemory memory, DevicePointer pointer, long bytes, String purpose) {
    this.memory = memory;
    this.pointer = pointer;
    this.bytes = bytes;
    this.purpose = purpose;
  }

  long address() {
    return pointer.address();
  }

  long bytes() {
    return bytes;
  }

  @Override
  public void close() {
    if (!closed) {
      closed = true;
      Driver.check(memory.release(pointer, bytes, purpose), "cuMemFree", ", " + purpose);
    }
  }
}
