package dev.arete.cli.plot;

import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.arete.cli.io.WriteException;
import dev.arete.diffusion.report.Figure;
import dev.arete.diffusion.report.Panel;
import dev.arete.diffusion.report.Series;
import dev.arete.diffusion.report.Series.Mark;
import dev.arete.diffusion.report.Series.Tone;
import java.io.IOException;
import java.io.OutputStream;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class PictureFormatTest {
  private final WriteException full = new WriteException("picture: disk full", null);

  /** A stream into a disk that is full. */
  private OutputStream disk() {
    return new OutputStream() {
      @Override
      public void write(int value) throws IOException {
        throw full;
      }
    };
  }

  /** Why a picture could not be written stays among the causes, where the command looks. */
  @ParameterizedTest
  @EnumSource(PictureFormat.class)
  void aFailedWriteKeepsItsCause(PictureFormat format) {
    double[] x = {0, 1};
    RidgePlot plot = new RidgePlot("x", "y");
    plot.data(Layer.points("data", x, x));
    plot.ridge(Layer.points("ridge", x, x));
    assertFull(() -> format.write(plot, disk()));
    Panel panel = new Panel("", "x", "y").add(new Series("s", x, x, Mark.DOTS, Tone.DATA));
    FigurePicture picture = new FigurePicture(Figure.row("figure", "caption", panel));
    assertFull(() -> picture.write(format, disk()));
  }

  private void assertFull(Executable write) {
    Throwable thrown = assertThrows(IOException.class, write);
    while (thrown.getCause() != null) {
      thrown = thrown.getCause();
    }
    assertSame(full, thrown);
  }
}
