package dev.arete.cuda;

/**
 * A mixture and what works on it.
 *
 * @param device where the data are
 * @param data the centres
 * @param host sees to what the device cannot
 * @param units coordinates of the device
 */
record Loaded(CudaDevice device, DeviceMixture data, HostFrames host, Units units) {}
