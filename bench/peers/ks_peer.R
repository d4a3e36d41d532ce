# Times R ks::kdr on one problem. Usage: Rscript ks_peer.R DATA.csv QUERIES.csv VARIANCE STARTS
# Prints one line of JSON. ks has ridges of dimension 1 in two and three dimensions.
suppressMessages(library(ks))
arguments <- commandArgs(trailingOnly = TRUE)
x <- as.matrix(read.csv(arguments[1], header = FALSE))
y <- as.matrix(read.csv(arguments[2], header = FALSE))
h <- as.numeric(arguments[3])
starts <- min(as.integer(arguments[4]), nrow(y))
y <- y[seq_len(starts), , drop = FALSE]
time <- system.time(kdr(x = x, y = y, H = h * diag(ncol(x)), p = 1, tol.iter = 1e-6, max.iter = 400,
                        density.cutoff = 0, pre = FALSE))
cat(sprintf('{"peer": "R ks %s", "scms": [%f, %f], "scms_queries": %d}\n',
            packageVersion("ks"), time[["elapsed"]], time[["user.self"]], starts))
