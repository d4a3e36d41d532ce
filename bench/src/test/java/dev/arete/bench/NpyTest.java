package dev.arete.bench;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What NumPy's format asks for: header text up to a multiple of 64, then little-endian doubles. */
class NpyTest {
  @Test
  void headerAndNumbers(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("a.npy");
    Npy.write(file, new double[] {1, -2.5, Double.MIN_VALUE, Math.PI, 0, 6}, 2, 3);
    byte[] bytes = Files.readAllBytes(file);
    assertEquals(128 + 6 * 8, bytes.length);
    String header = new String(bytes, 0, 128, StandardCharsets.ISO_8859_1);
    String expected =
        "\u0093NUMPY\1\0v\0{'descr': '<f8', 'fortran_order': False, 'shape': (2,3,), }";
    assertEquals(expected, header.stripTrailing());
    assertEquals('\n', header.charAt(127));
    ByteBuffer numbers = ByteBuffer.wrap(bytes, 128, 48).order(ByteOrder.LITTLE_ENDIAN);
    assertEquals(1, numbers.getDouble());
    assertEquals(-2.5, numbers.getDouble());
    assertEquals(Double.MIN_VALUE, numbers.getDouble());
    assertEquals(Math.PI, numbers.getDouble());
  }

  @Test
  void readsWhatItWrote(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("a.npy");
    double[] values = {1, -2.5, Double.MIN_VALUE, Math.PI, 0, 6};
    Npy.write(file, values, 2, 3);
    Npy.Matrix matrix = Npy.read(file);
    assertEquals(2, matrix.rows());
    assertEquals(3, matrix.columns());
    assertArrayEquals(values, matrix.values());
    Npy.write(file, values, 6);
    assertThrows(IOException.class, () -> Npy.read(file));
  }

  /** What numpy.save of NumPy 2.4 makes of the transposed file and of this one. */
  @Test
  void readsWhatNumpyWrote(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("a.npy");
    Npy.write(file, new double[] {1, 2, 3, 4, 5, 6}, 2, 3);
    byte[] bytes = Files.readAllBytes(file);
    String header = "{'descr': '<f8', 'fortran_order': False, 'shape': (2, 3), }";
    System.arraycopy(header.getBytes(StandardCharsets.US_ASCII), 0, bytes, 10, header.length());
    Files.write(file, bytes);
    assertArrayEquals(new double[] {1, 2, 3, 4, 5, 6}, Npy.read(file).values());
    header = "{'descr': '<f8', 'fortran_order': True, 'shape': (2, 3), } ";
    System.arraycopy(header.getBytes(StandardCharsets.US_ASCII), 0, bytes, 10, header.length());
    Files.write(file, bytes);
    assertThrows(IOException.class, () -> Npy.read(file));
  }
}
