#include "tests/finding.h"

#include <math.h>

const plot_finding finding_plain = {
    .group = "knee",
    .study = "Lee 2019",
    .row = "a row",
    .arm = "100M",
    .against = "",
    .quantity = "vas",
    .at = "365",
    .how = "value",
    .unit = "mm",
    .scale = "mm",
    .place = "",
    .runs = true,
    .measured = 34.71,
    .low = 19.385,
    .high = 49.1,
    .limit = NAN,
    .n = NAN,
    .doublings = NAN,
    .predicted = 23.85,
    .reading = NAN,
    .low90 = 21.3,
    .high90 = 27.1,
    .hit = true,
};
