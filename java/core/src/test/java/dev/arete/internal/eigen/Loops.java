package dev.arete.internal.eigen;

/** The inner loops there are, by name. */
public enum Loops {
  PLAIN,
  VECTOR;

  private static final String VECTOR_KERNELS = "dev.arete.internal.cpu.vector.VectorKernels";

  /** The loops on rows. */
  public RowLoops rows() {
    return this == PLAIN ? RowLoops.plain() : (RowLoops) vector("rowLoops");
  }

  /** The loops on blocks. */
  public BlockLoops blocks() {
    return this == PLAIN ? BlockLoops.plain() : (BlockLoops) vector("blockLoops");
  }

  private static Object vector(String loops) {
    try {
      Class<?> kernels = Class.forName(VECTOR_KERNELS);
      Object object = kernels.getConstructor().newInstance();
      return kernels.getMethod(loops).invoke(object);
    } catch (ReflectiveOperationException e) {
      throw new LinkageError("tests run with the module of vector loops", e);
    }
  }
}
