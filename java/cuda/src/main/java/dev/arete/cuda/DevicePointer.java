package dev.arete.cuda;

import jcuda.driver.CUdeviceptr;

/** A device address that can be read as a number, to be put into kernel parameters. */
final class DevicePointer extends CUdeviceptr {
  long address() {
    return getNativePointer() + getByteOffset();
  }

  /** A pointer to an address inside an allocation. */
  static CUdeviceptr at(long address) {
    return new CUdeviceptr().withByteOffset(address);
  }
}
