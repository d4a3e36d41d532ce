# Times R ks::kdr on one problem.
# Usage: Rscript ks_peer.R CENTRES.csv QUERIES.csv VARIANCE STARTS POINTS.csv
# Writes the end points and prints one line of JSON. ks has ridges of dimension 1 in two and three dimensions.
suppressMessages(library(ks))
arguments <- commandArgs(trailingOnly = TRUE)
blas <- sessionInfo()$BLAS
if (!grepl("openblas|mkl|blis", blas)) stop("refused: R is linked to the reference BLAS, ", blas)
x <- as.matrix(read.csv(arguments[1], header = FALSE))
y <- as.matrix(read.csv(arguments[2], header = FALSE))
h <- as.numeric(arguments[3])
starts <- min(as.integer(arguments[4]), nrow(y))
y <- y[seq_len(starts), , drop = FALSE]
time <- system.time(ridge <- kdr(x = x, y = y, H = h * diag(ncol(x)), p = 1, tol.iter = 1e-6, max.iter = 400,
                                 density.cutoff = 0, pre = FALSE))
points <- as.matrix(ridge$end.points)[, seq_len(ncol(x)), drop = FALSE]
write.table(points, arguments[5], sep = ",", row.names = FALSE, col.names = FALSE)
cat(sprintf('{"peer": "R ks %s kdr", "blas": "%s", "scms": [%f, %f], "scms_queries": %d}\n',
            packageVersion("ks"), file.path(basename(dirname(blas)), basename(blas)), time[["elapsed"]], time[["user.self"]] + time[["sys.self"]], starts))
