package dev.arete.diffusion.latent;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DigitImagesTest {
  private static final byte[] LABELS = {1, 7, 1, 1};

  @TempDir private Path folder;

  /** Four images of 2 x 3 pixels that count up from 0, the last two bytes above 127. */
  private static byte[] images() {
    ByteBuffer out = ByteBuffer.allocate(16 + 24);
    out.putInt(0x00000803).putInt(4).putInt(2).putInt(3);
    for (int i = 0; i < 24; i++) {
      out.put((byte) (i < 22 ? i : 200 + i));
    }
    return out.array();
  }

  private static byte[] labels(byte... values) {
    ByteBuffer out = ByteBuffer.allocate(8 + values.length);
    return out.putInt(0x00000801).putInt(values.length).put(values).array();
  }

  private static byte[] packed(byte[] bytes) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (OutputStream gzip = new GZIPOutputStream(out)) {
      gzip.write(bytes);
    }
    return out.toByteArray();
  }

  private void write(String name, byte[] bytes) throws IOException {
    Files.write(folder.resolve(name), bytes);
  }

  private static void assertDigits(DigitImages read) {
    assertEquals(3, read.count());
    assertEquals(2, read.rows());
    assertEquals(3, read.columns());
    assertEquals(6, read.pixels());
    float[] expected = new float[18];
    for (int i = 0; i < 18; i++) {
      int at = i < 6 ? i : i + 6;
      expected[i] = (at < 22 ? at : 200 + at) / 255f;
    }
    assertArrayEquals(expected, read.values());
  }

  @Test
  void readsPackedAndPlainFiles() throws IOException {
    write("t10k-images-idx3-ubyte.gz", packed(images()));
    write("t10k-labels-idx1-ubyte", labels(LABELS));
    DigitImages read = DigitImages.read(folder, 1);
    assertEquals("t10k-images-idx3-ubyte.gz", read.source());
    assertDigits(read);
  }

  @Test
  void prefersTheTrainingSet() throws IOException {
    write("t10k-images-idx3-ubyte", new byte[0]);
    write("train-images-idx3-ubyte", images());
    write("train-labels-idx1-ubyte.gz", packed(labels(LABELS)));
    assertDigits(DigitImages.read(folder, 1));
  }

  private void assertRefused(String message, int digit) {
    IllegalArgumentException refusal =
        assertThrows(IllegalArgumentException.class, () -> DigitImages.read(folder, digit));
    assertTrue(refusal.getMessage().contains(message), refusal.getMessage());
  }

  private void assertRefusedImages(String message, byte[] bytes) throws IOException {
    write("train-images-idx3-ubyte", bytes);
    assertRefused("train-images-idx3-ubyte " + message, 1);
  }

  @Test
  void saysWhatIsMissing() throws IOException {
    assertRefused("has neither train-images-idx3-ubyte nor t10k", 1);
    write("train-images-idx3-ubyte", images());
    assertRefused("has train-images-idx3-ubyte, but no labels", 1);
    write("train-labels-idx1-ubyte", labels(LABELS));
    assertRefused("has 1 images of the digit 7; at least 2", 7);
    write("train-labels-idx1-ubyte", labels((byte) 1, (byte) 1));
    assertRefused("has 4 images, ", 1);
  }

  @Test
  void saysWhatIsWrongWithAFile() throws IOException {
    write("train-labels-idx1-ubyte", labels(LABELS));
    byte[] whole = images();
    assertRefusedImages("begins with 0x00000801", labels(LABELS));
    assertRefusedImages("ends before its first four bytes", new byte[2]);
    assertRefusedImages("ends before the length of axis 2", Arrays.copyOf(whole, 9));
    assertRefusedImages("ends after 23 of 24 bytes", Arrays.copyOf(whole, whole.length - 1));
    assertRefusedImages("goes on after the 24 bytes", Arrays.copyOf(whole, whole.length + 1));
    byte[] huge = whole.clone();
    ByteBuffer.wrap(huge).putInt(4, Integer.MAX_VALUE).putInt(8, Integer.MAX_VALUE);
    assertRefusedImages("has axes [2147483647, 2147483647, 3]", huge);
    byte[] none = whole.clone();
    ByteBuffer.wrap(none).putInt(8, 0);
    assertRefusedImages("has axes [4, 0, 3]", none);
    byte[] cut = packed(whole);
    assertRefusedImages("ends early or is damaged", Arrays.copyOf(cut, cut.length - 12));
  }
}
