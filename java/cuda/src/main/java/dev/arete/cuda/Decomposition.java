package dev.arete.cuda;

import dev.arete.spi.EigenRequest;

/** One request for eigensystems, worked off in batches that fit the working memory. */
final class Decomposition {
  private final CudaDevice device;
  private final EigenRequest request;
  private final int order;
  private final int size;

  Decomposition(CudaDevice device, EigenRequest request) {
    this.device = device;
    this.request = request;
    this.order = request.order();
    this.size = order * order;
  }

  private Words<EigenWord> place(Layout layout, int count) {
    return EigenPass.place(
        layout, layout.ints(1), count, order, layout.doubles((long) count * size));
  }

  void run() {
    int first = 0;
    while (first < request.batch() && !request.monitor().cancelled()) {
      Scratch.Placed<Words<EigenWord>> placed =
          device.scratch().place(request.batch() - first, this::place);
      decompose(placed.arrays(), first, placed.rows());
      first += placed.rows();
      request.monitor().finished(placed.rows());
    }
  }

  private void decompose(Words<EigenWord> batch, int first, int count) {
    Staging staging = device.staging();
    staging.uploadInt(batch.get(EigenWord.COUNT), count);
    staging.upload(batch.get(EigenWord.MATRICES), request.matrices(), first * size, count * size);
    new EigenPass(device.kernels(), device.info()).launch(batch, count, order);
    staging.download(batch.get(EigenWord.VALUES), request.values(), first * order, count * order);
    if (request.vectors() != null) {
      staging.download(batch.get(EigenWord.VECTORS), request.vectors(), first * size, count * size);
    }
  }
}
