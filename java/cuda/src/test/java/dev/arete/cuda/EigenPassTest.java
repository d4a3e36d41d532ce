package dev.arete.cuda;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Where the blocks of the eigensolver keep what they work on. */
@OnEmulator(onDevice = true)
class EigenPassTest {
  @BeforeAll
  static void initialise() {
    assertNull(Driver.unavailable());
  }

  /** What a block may ask for: compute capability 7.5, then 8.6 and 12.0, 8.0, 9.0 and 10.0. */
  @ParameterizedTest
  @ValueSource(ints = {64 << 10, 99 << 10, 163 << 10, 227 << 10})
  void noOrderAsksForMoreSharedMemoryThanThereIs(int limit) {
    for (int order = 33; order < 20_000; order++) {
      boolean shares = EigenPass.sharesVectors(order);
      long bytes = EigenPass.sharedBytes(order, shares, limit);
      assertTrue(bytes <= limit, bytes + " bytes for order " + order);
      assertEquals(order <= 1024, bytes > 0, "order " + order);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {33, 40})
  void vectorsInGlobalMemoryGiveTheSameBits(int order) {
    try (CudaDevice device = new CudaDevice(0, 1 << 24)) {
      double[] shared = device.call(() -> decompose(device, order, false));
      double[] global = device.call(() -> decompose(device, order, true));
      assertArrayEquals(shared, global);
    }
  }

  @Test
  void ordersBeyondTheLimitHaveRoomForTheirVectors() {
    Layout layout = new Layout(0);
    EigenPass.place(layout, 0, 3, 1025, 0);
    long results = 3L * 1025 * 1026 * Double.BYTES;
    assertTrue(layout.bytes() >= results + 3L * (5 * 1025 + 1) * Double.BYTES);
  }

  /** Values, then vectors, of two matrices. */
  private static double[] decompose(CudaDevice device, int order, boolean inGlobalMemory) {
    int size = order * order;
    try (DeviceBuffer buffer = device.memory().allocate(1 << 20, "test")) {
      Layout layout = new Layout(buffer.address());
      long count = layout.ints(1);
      long matrices = layout.doubles(2L * size);
      Words<EigenWord> batch = EigenPass.place(layout, count, 2, order, matrices);
      if (inGlobalMemory) {
        batch.set(EigenWord.WORK, layout.doubles(2L * (5 * order + 1)));
      }
      device.staging().uploadInt(count, 2);
      device.staging().upload(matrices, symmetric(2, order), 0, 2 * size);
      new EigenPass(device.kernels(), device.info()).launch(batch, 2, order);
      double[] results = new double[2 * order + 2 * size];
      device.staging().download(batch.get(EigenWord.VALUES), results, 0, 2 * order);
      device.staging().download(batch.get(EigenWord.VECTORS), results, 2 * order, 2 * size);
      return results;
    }
  }

  private static double[] symmetric(int count, int order) {
    Random random = new Random(order);
    double[] matrices = new double[count * order * order];
    for (int b = 0; b < count; b++) {
      for (int i = 0; i < order; i++) {
        for (int j = 0; j <= i; j++) {
          double value = random.nextGaussian();
          matrices[(b * order + i) * order + j] = value;
          matrices[(b * order + j) * order + i] = value;
        }
      }
    }
    return matrices;
  }
}
