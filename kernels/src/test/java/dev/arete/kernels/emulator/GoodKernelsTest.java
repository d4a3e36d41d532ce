package dev.arete.kernels.emulator;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.arete.testkit.emulator.Emulator;
import dev.arete.testkit.emulator.Order;
import java.util.Random;
import jcuda.Pointer;
import jcuda.driver.CUdeviceptr;
import jcuda.driver.JCudaDriver;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Right kernels give the right numbers, and the same bits in every order of threads and blocks. */
@RequiresEmulator
class GoodKernelsTest {
  private static final int BLOCK = 256;

  @AfterEach
  void defaults() {
    Emulator.reset();
  }

  private static double[] sample(int n) {
    return new Random(11).doubles(n, -1, 1).toArray();
  }

  @ParameterizedTest
  @CsvSource({"FORWARD,1", "REVERSE,1", "SHUFFLED,1", "SHUFFLED,2", "SHUFFLED,3"})
  void sumsAreTheSameBitsInEveryOrder(Order order, long seed) {
    int blocks = 37;
    double[] x = sample(blocks * BLOCK - 5);
    try (Device device = new Device()) {
      Emulator.order(order, seed);
      CUdeviceptr out = device.allocate(8L * blocks);
      device.run("sum_f64", blocks, BLOCK, 0, x.length, device.doubles(x), out);
      double[] got = new double[blocks];
      device.read(out, 8 * blocks).asDoubleBuffer().get(got);
      assertArrayEquals(treeSums(x, blocks), got, 0.0);
    }
  }

  /**
   * What sum_f64 does, in its order of summation: a tree in each warp, then the warps one by one.
   */
  private static double[] treeSums(double[] x, int blocks) {
    double[] sums = new double[blocks];
    for (int block = 0; block < blocks; block++) {
      for (int warp = 0; warp < BLOCK / 32; warp++) {
        double[] lane = new double[64];
        for (int i = 0; i < 32; i++) {
          int at = block * BLOCK + warp * 32 + i;
          lane[i] = at < x.length ? x[at] : 0;
        }
        for (int step = 16; step > 0; step /= 2) {
          for (int i = 0; i < step; i++) {
            lane[i] += lane[i + step];
          }
        }
        sums[block] += lane[0];
      }
    }
    return sums;
  }

  @ParameterizedTest
  @CsvSource({"FORWARD,1", "REVERSE,1", "SHUFFLED,1"})
  void saxpyAddsOnceForEveryElement(Order order, long seed) {
    int n = 100_003;
    float[] x = new float[n];
    float[] y = new float[n];
    for (int i = 0; i < n; i++) {
      x[i] = i % 1000;
      y[i] = 1;
    }
    try (Device device = new Device()) {
      Emulator.order(order, seed);
      CUdeviceptr out = device.floats(y);
      device.run("saxpy", (n + 127) / 128, 128, 0, n, 2f, device.floats(x), out);
      float[] got = new float[n];
      device.read(out, 4 * n).asFloatBuffer().get(got);
      for (int i = 0; i < n; i++) {
        assertEquals(1 + 2f * x[i], got[i]);
      }
    }
  }

  @ParameterizedTest
  @CsvSource({"FORWARD,1", "REVERSE,1", "SHUFFLED,1", "SHUFFLED,2"})
  void dynamicSharedMemoryAndReusedBarriers(Order order, long seed) {
    int block = 96;
    int blocks = 50;
    int[] in = new Random(3).ints((long) block * blocks).toArray();
    try (Device device = new Device()) {
      Emulator.order(order, seed);
      CUdeviceptr out = device.allocate(4L * in.length);
      device.run("reverse_tiles", blocks, block, 4 * block, device.ints(in), out);
      int[] got = new int[in.length];
      device.read(out, 4 * in.length).asIntBuffer().get(got);
      for (int i = 0; i < in.length; i++) {
        assertEquals(in[i / block * block + block - 1 - i % block], got[i]);
      }
    }
  }

  @ParameterizedTest
  @CsvSource({"FORWARD,1", "REVERSE,1", "SHUFFLED,1", "SHUFFLED,2"})
  void ballotsCountAndRank(Order order, long seed) {
    int n = 64 * 128;
    int[] flags = new Random(5).ints(n, 0, 2).toArray();
    try (Device device = new Device()) {
      Emulator.order(order, seed);
      CUdeviceptr position = device.allocate(4L * n);
      CUdeviceptr total = device.ints(0);
      device.run("compact", 64, 128, 0, device.ints(flags), position, total);
      int[] got = new int[n];
      device.read(position, 4 * n).asIntBuffer().get(got);
      int count = 0;
      for (int i = 0; i < n; i++) {
        count = i % 32 == 0 ? 0 : count;
        assertEquals(flags[i] != 0 ? count : -1, got[i]);
        count += flags[i];
      }
      assertEquals(java.util.Arrays.stream(flags).sum(), device.read(total, 4).getInt());
    }
  }

  @ParameterizedTest
  @CsvSource({"FORWARD,1", "REVERSE,1", "SHUFFLED,1", "SHUFFLED,2"})
  void halfWarpsMeetOnTheirOwn(Order order, long seed) {
    int n = 4 * BLOCK;
    double[] in = new double[n];
    for (int i = 0; i < n; i++) {
      in[i] = i; // sums of integers: exact in any order
    }
    try (Device device = new Device()) {
      Emulator.order(order, seed);
      CUdeviceptr out = device.allocate(8L * n);
      device.run("warp_exchange", 4, BLOCK, 0, device.doubles(in), out);
      double[] got = new double[n];
      device.read(out, 8 * n).asDoubleBuffer().get(got);
      for (int i = 0; i < n; i++) {
        int warp = i / 32 * 32;
        int half = i / 16 * 16;
        double sum = 0;
        for (int lane = half; lane < half + 16; lane++) {
          sum += in[warp + (lane - warp + 31) % 32];
        }
        assertEquals(sum, got[i]);
      }
    }
  }

  @Test
  void gridsAndBlocksHaveThreeDimensions() {
    try (Device device = new Device()) {
      int threads = 4 * 3 * 2;
      int blocks = 5 * 3 * 2;
      CUdeviceptr out = device.allocate(4L * threads * blocks);
      Pointer arguments = Pointer.to(Pointer.to(out));
      Device.ok(
          JCudaDriver.cuLaunchKernel(
              device.function("indices"), 5, 3, 2, 4, 3, 2, 0, null, arguments, null));
      int[] got = new int[threads * blocks];
      device.read(out, 4 * threads * blocks).asIntBuffer().get(got);
      for (int i = 0; i < got.length; i++) {
        assertEquals(i / threads * 1000 + i % threads, got[i]);
      }
    }
  }

  @Test
  void constantsAreFoundByName() {
    try (Device device = new Device()) {
      CUdeviceptr scale = new CUdeviceptr();
      long[] bytes = new long[1];
      Device.ok(JCudaDriver.cuModuleGetGlobal(scale, bytes, device.module(), "scale"));
      assertEquals(16, bytes[0]);
      Device.ok(JCudaDriver.cuMemcpyHtoD(scale, Pointer.to(new float[] {1, 2, 3, 4}), 16));
      CUdeviceptr v = device.floats(1, 1, 1, 1, 5, 5);
      device.run("scaled", 1, 6, 0, v);
      float[] got = new float[6];
      device.read(v, 24).asFloatBuffer().get(got);
      assertArrayEquals(new float[] {1, 2, 3, 4, 5, 10}, got);
    }
  }

  @Test
  void votesAtABarrierEndALoopTogether() {
    try (Device device = new Device()) {
      float[] v = new float[128];
      v[77] = 8.5f; // 4 halvings until it is at most 1
      CUdeviceptr out = device.floats(v);
      CUdeviceptr rounds = device.ints(-1);
      device.run("settle", 1, 128, 0, out, rounds);
      assertEquals(4, device.read(rounds, 4).getInt());
      assertEquals(8.5f / 16, device.read(out, 512).getFloat(4 * 77));
    }
  }
}
