package dev.arete.cuda;

import jcuda.driver.CUdevice;
import jcuda.driver.CUdevice_attribute;
import jcuda.driver.CUresult;
import jcuda.driver.JCudaDriver;

/**
 * What the backend needs to know of a device.
 *
 * @param ordinal its index, 0 for the first
 * @param name what the driver calls it
 * @param major compute capability, first number
 * @param minor compute capability, second number
 * @param multiprocessors number of streaming multiprocessors
 * @param megahertz their highest clock, 0 where the driver does not tell
 * @param floatsPerDouble how many operations in float it does in the time of one in double, 0 where
 *     the driver does not tell
 * @param sharedBytes shared memory a block may ask for
 */
record DeviceInfo(
    int ordinal,
    String name,
    int major,
    int minor,
    int multiprocessors,
    double megahertz,
    int floatsPerDouble,
    int sharedBytes) {
  static DeviceInfo of(int ordinal) {
    CUdevice device = Driver.device(ordinal);
    return new DeviceInfo(
        ordinal,
        Driver.deviceName(device),
        attribute(device, CUdevice_attribute.CU_DEVICE_ATTRIBUTE_COMPUTE_CAPABILITY_MAJOR),
        attribute(device, CUdevice_attribute.CU_DEVICE_ATTRIBUTE_COMPUTE_CAPABILITY_MINOR),
        attribute(device, CUdevice_attribute.CU_DEVICE_ATTRIBUTE_MULTIPROCESSOR_COUNT),
        1e-3 * told(device, CUdevice_attribute.CU_DEVICE_ATTRIBUTE_CLOCK_RATE),
        told(device, CUdevice_attribute.CU_DEVICE_ATTRIBUTE_SINGLE_TO_DOUBLE_PRECISION_PERF_RATIO),
        attribute(
            device, CUdevice_attribute.CU_DEVICE_ATTRIBUTE_MAX_SHARED_MEMORY_PER_BLOCK_OPTIN));
  }

  private static int attribute(CUdevice device, int attribute) {
    return Driver.attribute(device, attribute);
  }

  /** An attribute that only measurements need, 0 where the driver does not tell it any more. */
  private static int told(CUdevice device, int attribute) {
    int[] value = new int[1];
    int code = JCudaDriver.cuDeviceGetAttribute(value, attribute, device);
    return code == CUresult.CUDA_SUCCESS ? value[0] : 0;
  }

  /** Additions in float that a multiprocessor does in a clock. */
  int floatLanes() {
    return major == 7 || (major == 8 && minor == 0) ? 64 : 128;
  }

  /**
   * Additions in double that a multiprocessor does in a clock, 0 where the driver does not tell.
   */
  int doubleLanes() {
    return floatsPerDouble == 0 ? 0 : floatLanes() / floatsPerDouble;
  }

  /** One line for people. */
  String describe() {
    return name
        + ", compute capability "
        + major
        + "."
        + minor
        + ", "
        + multiprocessors
        + " multiprocessors, device "
        + ordinal;
  }
}
