package dev.arete.internal.eigen;

/** The inner loops there are, by name. */
public enum Loops {
  PLAIN,
  VECTOR;

  private static final String VECTOR_KERNELS = "dev.arete.internal.cpu.vector.VectorKernels";

  /** The loops on rows. */
  public RowLoops rows() {
    if (this == PLAIN) {
      return RowLoops.plain();
    }
    try {
      Class<?> kernels = Class.forName(VECTOR_KERNELS);
      Object object = kernels.getConstructor().newInstance();
      return (RowLoops) kernels.getMethod("rowLoops").invoke(object);
    } catch (ReflectiveOperationException e) {
      throw new LinkageError("tests run with the module of vector loops", e);
    }
  }
}
