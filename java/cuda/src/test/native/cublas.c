// What CudaAlgebra calls of cuBLAS, on the emulator's memory. At most one handle lives: a leak fails
// the next call. FAKE_FAILURE names a call that fails.
#include <stdlib.h>
#include <string.h>

enum { SUCCESS = 0, NOT_INITIALIZED = 1, ALLOC_FAILED = 3, INVALID_VALUE = 7, EXECUTION_FAILED = 13 };
enum { UPPER = 1, NO_TRANSPOSE = 0 };

static struct Handle {
  int live;
  void *stream;
} only;

static int fails(const char *call) {
  const char *named = getenv("FAKE_FAILURE");
  return named && !strcmp(named, call);
}

int cublasCreate_v2(struct Handle **handle) {
  if (only.live) return ALLOC_FAILED;
  only = (struct Handle){1, NULL};
  *handle = &only;
  return SUCCESS;
}

int cublasDestroy_v2(struct Handle *handle) {
  if (!handle->live) return NOT_INITIALIZED;
  handle->live = 0;
  return SUCCESS;
}

int cublasSetStream_v2(struct Handle *handle, void *stream) {
  handle->stream = stream;
  return SUCCESS;
}

// C = alpha A A^T + beta C in one triangle, by columns; A is n x k.
int cublasDsyrk_v2(struct Handle *handle, int triangle, int transpose, int n, int k, const double *alpha, const double *a, int lda,
                   const double *beta, double *c, int ldc) {
  if (!handle->live || !handle->stream) return NOT_INITIALIZED;
  if (fails("cublasDsyrk")) return EXECUTION_FAILED;
  if (transpose != NO_TRANSPOSE || lda < n || ldc < n) return INVALID_VALUE;
  for (int j = 0; j < n; j++) {
    int from = triangle == UPPER ? 0 : j;
    int to = triangle == UPPER ? j : n - 1;
    for (int i = from; i <= to; i++) {
      double sum = 0;
      for (int l = 0; l < k; l++) sum += a[i + (size_t)l * lda] * a[j + (size_t)l * lda];
      double *at = &c[i + (size_t)j * ldc];
      *at = *alpha * sum + *beta * *at;
    }
  }
  return SUCCESS;
}
