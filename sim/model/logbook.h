/* logbook.h -- what a log of a chain's reports says, kept by those who make them: a row for each
 * report of one event, a column for what was done and for what was seen.  Included by model.h.
 *
 * What was done is told to a run (see sim/engine/cues.h): how long it was until the report, and
 * what records were to be.  What was seen is what the model's numbers at the report are compared
 * with.
 *
 * Units:  each column its own; times in the model's time unit.
 * Memory: every pointer is to static storage.
 */
#ifndef SIM_MODEL_LOGBOOK_H
#define SIM_MODEL_LOGBOOK_H

#include <stdbool.h>
#include <stddef.h>

typedef enum {
    SIM_LOG_SUBJECT, /* whose row it is: a text */
    SIM_LOG_NUMBER,  /* of the report that ends it, a symbol of the model: whole */
    SIM_LOG_START, /* when it starts: a date, or a time; else at the end of the one before */
    SIM_LOG_END,   /* when it ends, likewise */
    SIM_LOG_AMOUNT, /* a number with a unit */
} sim_log_role;

/* How what is seen scatters about what is there: by so much of its unit, or by a factor whose
 * logarithm has that standard deviation. */
typedef enum { SIM_LOG_NORMAL, SIM_LOG_LOGNORMAL } sim_log_scatter;

typedef struct {
    const char *name, *also; /* a heading of it, and another; NULL: no other */
    sim_log_role role;
    const char *unit;  /* of an AMOUNT; of others NULL */
    double low, high;  /* of an AMOUNT: accepted, inclusive; of a NUMBER: likewise */
    bool positive;     /* 0 is refused where low is 0 */
    bool needed;       /* each row must have it, but that of number 0 */
    const char *tells; /* RECORD that it sets, of an END that of the length; NULL: none */
    bool ahead;        /* told with the report before: it is about how this one starts */
    const char
        *starts; /* RECORD that it sets at the start, of a row of number 0; NULL: none */
    const char *seen;        /* symbol at the report that it is compared with; NULL: none */
    sim_log_scatter scatter; /* of what is seen, where nobody says */
    double spread;           /* likewise */
    const char
        *times; /* column, a share, that it is multiplied by where that is given; NULL */
    const char *fits;   /* "section.name" fitted by default where it is given; NULL: none */
    const char *source; /* of the spread */
    const char *meaning; /* one phrase */
} sim_log_column;

/* What is asked of a log that was fitted: what its reports are worth beside an early one, up to which of
 * them that is still enough, and how much there is of it by then.  Sentences have places in braces, which
 * sim/study/prospects.h fills. */
typedef struct {
    const char *prefix;   /* of the numbers of reports: "P" */
    const char *quantity; /* of reports: what they are worth, each part alike */
    size_t reference;     /* number of the report beside which that is told */
    double share;         /* of its worth that is enough */
    const char *untold;   /* "section.name"s that no log tells, a blank between each two */
    const char *amount;   /* of reports: how much there is, */
    const char *size;     /* in parts of that "section.name" */
    const char *head;     /* above the sentences */
    const char *spent;    /* how much of its worth is gone */
    const char *until;    /* up to which report it is enough */
    const char *amounts;  /* the most that one up to that has */
    const char *all;      /* had all of it gone on since the log starts */
} sim_log_worth;

typedef struct {
    const char *name;              /* the word behind `format =` */
    const char *title;             /* "passages of a culture" */
    const char *unit_word;         /* a row in a word: "passage" */
    const struct sim_model *model; /* of one stage of the chain */
    const char *event;             /* whose n-th firing starts row n */
    const char *last;              /* the parameter that is the number of the last report */
    const char *fits; /* "section.name", a blank between each two: fitted by default */
    /* how often it doubled, as laboratories count: log2 of one column over another */
    const char *growth, *over, *under, *growth_unit, *growth_meaning;
    sim_log_worth worth;
    const sim_log_column *columns; /* [n_columns] */
    size_t n_columns;
} sim_logbook;

#endif
