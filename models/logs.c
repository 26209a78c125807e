/* logs.c -- logs.def as tables. */
#include "models/models.h"

#define WHOSE(id, more, text) \
    {.name = id, .also = more, .role = SIM_LOG_SUBJECT, .meaning = text},
#define NUMBER(id, more, from, to, text) \
    {.name = id, \
     .also = more, \
     .role = SIM_LOG_NUMBER, \
     .low = from, \
     .high = to, \
     .needed = true, \
     .meaning = text},
#define STARTS(id, more, text) \
    {.name = id, .also = more, .role = SIM_LOG_START, .meaning = text},
#define ENDS(id, more, record, text) \
    {.name = id, \
     .also = more, \
     .role = SIM_LOG_END, \
     .needed = true, \
     .tells = record, \
     .meaning = text},
#define DONE(id, more, of, from, to, more_than, must, record, first, text) \
    {.name = id, \
     .also = more, \
     .role = SIM_LOG_AMOUNT, \
     .unit = of, \
     .low = from, \
     .high = to, \
     .positive = more_than, \
     .needed = must, \
     .tells = record, \
     .ahead = true, \
     .starts = first, \
     .meaning = text},
#define SEEN(id, more, of, from, to, more_than, as, how, sd, part, row, where, text) \
    {.name = id, \
     .also = more, \
     .role = SIM_LOG_AMOUNT, \
     .unit = of, \
     .low = from, \
     .high = to, \
     .positive = more_than, \
     .seen = as, \
     .scatter = SIM_LOG_##how, \
     .spread = sd, \
     .times = part, \
     .fits = row, \
     .source = where, \
     .meaning = text},
#define SHARE(id, more, text) \
    {.name = id, \
     .also = more, \
     .role = SIM_LOG_AMOUNT, \
     .unit = "1", \
     .low = 0, \
     .high = 1, \
     .positive = true, \
     .meaning = text},
#define COLUMNS(...) __VA_ARGS__
#define GROWTH(id, above, below, of, text) \
    .growth = id, .over = above, .under = below, .growth_unit = of, .growth_meaning = text

#define WORTH(called, of, number, part, rows, counted, by) \
    .prefix = called, .quantity = #of, .reference = number, .share = part, .untold = rows, \
    .amount = #counted, .size = by
#define HEAD(text) .head = text
#define SPENT(text) .spent = text
#define UNTIL(text) .until = text
#define AMOUNTS(text) .amounts = text
#define ALL(text) .all = text
#define ASKED(...) .worth = {__VA_ARGS__}

#define LOGBOOK(id, text, word, of, fires, number, rows, growths, asked, ...) \
    static const sim_log_column id##_columns[] = {__VA_ARGS__}; \
    const sim_logbook models_##id##_log = { \
        .name = #id, \
        .title = text, \
        .unit_word = word, \
        .model = &model_##of, \
        .event = #fires, \
        .last = #number, \
        .fits = rows, \
        .columns = id##_columns, \
        .n_columns = sizeof id##_columns / sizeof *id##_columns, \
        growths, \
        asked, \
    };
#include "models/logs.def"
