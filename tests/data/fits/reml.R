# What tests/test_reml.c expects: metafor 3.8-1, R 4.2.2.
#   Rscript tests/data/fits/reml.R > tests/data/fits/reml.def
suppressMessages(library(metafor))
sets <- list(
    # twelve donors: the logarithm of a time, and the square of its standard error
    list(y = c(3.312, 3.655, 3.101, 3.498, 3.871, 3.402, 2.955, 3.587, 3.289, 3.744, 3.466, 3.05),
         v = c(0.012, 0.031, 0.008, 0.022, 0.055, 0.016, 0.009, 0.04, 0.013, 0.027, 0.019, 0.011)),
    # three
    list(y = c(0.41, 1.27, 0.88), v = c(0.05, 0.02, 0.11)),
    # the vaccine trials of Colditz et al. (1994) JAMA 271, 698: log relative risks
    with(escalc(measure = "RR", ai = tpos, bi = tneg, ci = cpos, di = cneg, data = dat.bcg),
         list(y = as.numeric(yi), v = as.numeric(vi))),
    # alike: no spread
    list(y = c(1.01, 1.02, 0.99, 1.00, 1.03), v = c(0.04, 0.09, 0.05, 0.06, 0.03)),
    # one very sure
    list(y = c(2.1, 2.9, 2.4, 3.3), v = c(1e-06, 0.2, 0.3, 0.15)))
row <- function(x) paste0("{", paste(sprintf("%.12g", x), collapse = ", "), "}")
for (s in sets) {
    fit <- rma(yi = s$y, vi = s$v, method = "REML", test = "knha",
               control = list(threshold = 1e-13, maxiter = 10000))
    ends <- confint(fit, control = list(tol = 1e-13))$random["tau^2", 2:3]
    cat("{", length(s$y), ", ", row(s$y), ", ", row(s$v), ",\n ", sep = "")
    cat(paste(sprintf("%.12g", c(fit$beta, fit$ci.lb, fit$ci.ub, fit$tau2, ends, fit$QE)),
              collapse = ", "), "},\n", sep = "")
}
