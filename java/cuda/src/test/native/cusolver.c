// What CudaAlgebra calls of cuSOLVER, on the emulator's memory: cyclic Jacobi. At most one handle
// lives: a leak fails the next call. FAKE_FAILURE names a call that fails, or "state" for no convergence.
#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { SUCCESS = 0, NOT_INITIALIZED = 1, ALLOC_FAILED = 2, INVALID_VALUE = 3, EXECUTION_FAILED = 6 };
enum { VECTORS = 1, LOWER = 0, SWEEPS = 50 };

static struct Handle {
  int live;
  void *stream;
} only;

static int fails(const char *call) {
  const char *named = getenv("FAKE_FAILURE");
  return named && !strcmp(named, call);
}

int cusolverDnCreate(struct Handle **handle) {
  if (only.live) return ALLOC_FAILED;
  only = (struct Handle){1, NULL};
  *handle = &only;
  return SUCCESS;
}

int cusolverDnDestroy(struct Handle *handle) {
  if (!handle->live) return NOT_INITIALIZED;
  handle->live = 0;
  return SUCCESS;
}

int cusolverDnSetStream(struct Handle *handle, void *stream) {
  handle->stream = stream;
  return SUCCESS;
}

int cusolverDnDsyevd_bufferSize(struct Handle *handle, int mode, int triangle, int n, const double *a, int lda,
                                const double *w, int *length) {
  (void)handle, (void)mode, (void)triangle, (void)a, (void)lda, (void)w;
  *length = 2 * n * n;
  return SUCCESS;
}

static void rotate(int n, double *x, double *y, int step, double c, double s) {
  for (int i = 0; i < n; i++, x += step, y += step) {
    double a = *x, b = *y;
    *x = c * a - s * b;
    *y = s * a + c * b;
  }
}

// One sweep over the full matrix m, rotations gathered in the columns of v; whether anything turned.
static int sweep(int n, double *m, double *v) {
  int turned = 0;
  for (int p = 0; p < n; p++) {
    for (int q = p + 1; q < n; q++) {
      double off = m[p + q * n];
      if (fabs(off) <= 1e-17 * sqrt(fabs(m[p + p * n] * m[q + q * n])) || off == 0) continue;
      double theta = (m[q + q * n] - m[p + p * n]) / (2 * off);
      double t = (theta < 0 ? -1 : 1) / (fabs(theta) + hypot(theta, 1));
      double c = 1 / hypot(t, 1), s = t * c;
      rotate(n, m + p * n, m + q * n, 1, c, s);
      rotate(n, m + p, m + q, n, c, s);
      rotate(n, v + p * n, v + q * n, 1, c, s);
      turned = 1;
    }
  }
  return turned;
}

// Columns of v to a, by ascending eigenvalue.
static void sorted(int n, const double *m, const double *v, double *a, int lda, double *w) {
  for (int l = 0; l < n; l++) {
    int rank = 0;
    for (int o = 0; o < n; o++) {
      double mine = m[l + l * n], other = m[o + o * n];
      rank += other < mine || (other == mine && o < l);
    }
    w[rank] = m[l + l * n];
    memcpy(a + (size_t)rank * lda, v + l * n, n * sizeof *v);
  }
}

int cusolverDnDsyevd(struct Handle *handle, int mode, int triangle, int n, double *a, int lda, double *w, double *work,
                     int length, int *state) {
  if (!handle->live || !handle->stream) return NOT_INITIALIZED;
  if (fails("cusolverDnDsyevd")) return EXECUTION_FAILED;
  if (mode != VECTORS || lda < n || length < 2 * n * n) return INVALID_VALUE;
  double *m = work, *v = work + n * n;
  for (int j = 0; j < n; j++) {
    for (int i = 0; i < n; i++) {
      int big = i > j ? i : j, small = i > j ? j : i;
      m[i + j * n] = triangle == LOWER ? a[big + (size_t)small * lda] : a[small + (size_t)big * lda];
      v[i + j * n] = i == j;
    }
  }
  int left = SWEEPS;
  while (left > 0 && sweep(n, m, v)) left--;
  sorted(n, m, v, a, lda, w);
  *state = fails("state") ? 3 : left == 0;
  return SUCCESS;
}
