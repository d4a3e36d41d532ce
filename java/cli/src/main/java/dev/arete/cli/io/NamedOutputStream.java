package dev.arete.cli.io;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;

/**
 * A stream into a file whose failures name the file: a full disk is not told by its cause alone.
 */
final class NamedOutputStream extends OutputStream {
  private final Path file;
  private final OutputStream out;

  NamedOutputStream(Path file, OutputStream out) {
    this.file = file;
    this.out = out;
  }

  @Override
  public void write(int value) throws IOException {
    try {
      out.write(value);
    } catch (IOException e) {
      throw WriteException.of(file, e);
    }
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    try {
      out.write(bytes, offset, length);
    } catch (IOException e) {
      throw WriteException.of(file, e);
    }
  }

  @Override
  public void flush() throws IOException {
    try {
      out.flush();
    } catch (IOException e) {
      throw WriteException.of(file, e);
    }
  }

  @Override
  public void close() throws IOException {
    try {
      out.close();
    } catch (IOException e) {
      throw WriteException.of(file, e);
    }
  }
}
