/* model.h -- what a model is: constant tables and a few generated functions.
 *
 * A model is declared once, in NAME.def.  define_model.h turns that file into one
 * constant `sim_model`.  Everything else (parameter files, solvers, CSV columns, the
 * printed equations) walks these tables and never names a species.
 *
 * Three vectors hold the numbers of a model, each in the order of declaration:
 *
 *     p   constants   PARAM, WHOLE, WORD, INPUT, DERIVED, CHANCE
 *     x   states      SPECIES and SIGNAL (integrated), then RECORD (set by events)
 *     o   rules       RULE, worked out from t, x and p
 *
 * Units:  counts are cells, not concentrations, so that a rate law is a number per unit
 *         of time in every reading and needs no volume.
 * Memory: every pointer is to static storage; nothing here is allocated or freed.
 */
#ifndef SIM_MODEL_MODEL_H
#define SIM_MODEL_MODEL_H

#include <stdbool.h>
#include <stddef.h>

#include "sim/model/logbook.h"
#include "sim/model/population.h"
#include "sim/model/yardstick.h"

typedef double sim_real; /* the number type of formulas */

/* A text that the program holds under a name. */
typedef struct {
    const char *name, *text;
} sim_text;

/* Where a row was declared, for messages. */
typedef struct {
    const char *file;
    int line;
} sim_place;

typedef enum {
    SIM_SECTION, /* the INI section of the PARAM, WHOLE and WORD rows that follow */
    SIM_PARAM,   /* a number with a range */
    SIM_WHOLE,   /* the same, whole */
    SIM_WORD,    /* one word of a list; its value is the place in the list */
    SIM_INPUT,   /* what an earlier stage of the chain calls by the same name */
    SIM_DERIVED, /* a constant worked out of constants, once per run */
    SIM_CHANCE, /* happens (1) or not (0): drawn in counts; in the mean, two courses mixed */
    SIM_SPECIES, /* a count that reactions change */
    SIM_SIGNAL,  /* a continuous quantity with a rate of its own */
    SIM_RECORD,  /* a number that only events change */
    SIM_RULE,    /* a quantity worked out of the state */
} sim_kind;

/* The i-th word that a WORD accepts; NULL past the last. */
typedef const char *sim_words(size_t i);

/* One named thing; fields that its kind does not have are 0 or NULL. */
typedef struct {
    sim_kind kind;
    const char *name;
    size_t slot;        /* its place in p, x or o */
    double value;       /* default */
    double low, high;   /* accepted range, inclusive */
    const char *unit;   /* "1/day", "cell"; "1" if dimensionless */
    const char *source; /* where a default comes from */
    const char *meaning;
    const char *formula; /* text: of a DERIVED, CHANCE or RULE; of a state at the start */
    const char *scale;   /* text: of a SPECIES or SIGNAL, see sim_model.scales */
    sim_words *words;
    bool is_ratio; /* of a RULE: a mixture of two courses has it of its mixed state */
    sim_place at;
} sim_symbol;

/* What changes a state: a REACTION moves whole cells as `equation` says, a RATE moves
 * one SIGNAL.  `formula` is the text of the compiled law. */
typedef struct {
    const char *name;     /* of the reaction, or of the signal */
    const char *equation; /* "cycling -> 2 cycling"; NULL for a RATE */
    const char *formula;
    const char *meaning;
    size_t target; /* state of a RATE */
    sim_place at;
} sim_flow;

typedef struct {
    const char *name, *meaning;
    sim_place at;
} sim_event;

/* An event's trigger: the rise of `quantity` through `level`. */
typedef struct {
    size_t event;
    const char *quantity, *level;
    sim_place at;
} sim_crossing;

/* An event's timetable: `time` of the k-th for k = 0 .. count - 1. */
typedef struct {
    size_t event;
    const char *index, *time, *count;
    sim_place at;
} sim_timetable;

/* A LET (a name within an event), a SET (target becomes formula) or a STOP (the stage
 * ends there, before the SETs, if formula holds). */
typedef struct {
    size_t event;
    const char *name; /* NULL for a STOP */
    const char *formula;
    sim_place at;
} sim_action;

/* A condition and the sentence for people; {name} in it stands for that value. */
typedef struct {
    const char *condition, *text;
    sim_place at;
} sim_notice;

/* Where tables show an empty cell for what equations read as a number. */
typedef struct {
    size_t symbol;
    const char *condition;
    sim_place at;
} sim_blank;

/* Which rules are 0 where they are nearer to it than a formula says; laws read them as they are. */
typedef struct {
    size_t symbol;
    const char *below;
} sim_zero;

/* How one number is read off a course. */
typedef enum {
    SIM_ON_DAY,
    SIM_LOWEST,
    SIM_DAY_OF_LOWEST,
    SIM_HIGHEST,
    SIM_DAY_OF_HIGHEST,
    SIM_FORMED,  /* worked out of others: `own` */
    SIM_AGAINST, /* on a day, less that of the background; the others likewise */
    SIM_LOWEST_AGAINST,
    SIM_DAY_OF_LOWEST_AGAINST,
    SIM_HIGHEST_AGAINST,
    SIM_DAY_OF_HIGHEST_AGAINST,
} sim_reading;

typedef struct {
    const char *name;
    sim_reading reading;
    size_t symbol;       /* what is read: a constant, a state or a rule */
    double day;          /* for SIM_ON_DAY and SIM_AGAINST; INFINITY: at the end, where
                          * what events set down on days of their own still stands */
    const char *heading; /* in the table on the terminal, over two lines where
                          * it has a \n; "" keeps it out */
    const char *meaning;
    const struct sim_formed *own; /* for SIM_FORMED: see sim/study/numbers.h */
    const char *unit;             /* of that; NULL: as the reading has it */
} sim_summary;

/* How a quantity is told: by figures, in words and along an axis. */
typedef enum { SIM_NEITHER_IS_BETTER, SIM_MORE_IS_BETTER, SIM_LESS_IS_BETTER } sim_better;

typedef struct {
    size_t symbol;
    double least; /* the smallest difference that is worth a word */
    double span;  /* an axis that counts evenly shows no less */
    sim_better better;
    const char *words;  /* "pain relief beyond placebo" */
    const char *source; /* of both numbers */
    sim_place at;
    bool is_share; /* told in percent; differences are told in points of it */
} sim_telling;

#define SIM_POINT "point" /* of a percentage: a unit of differences */

/* In what unit a column's numbers are told, and how many of it are 1 of the column's. */
typedef struct {
    const char *unit;
    double times;
    bool is_difference; /* to the background */
} sim_unit_told;

/* What a symbol differs by from that of the background, in a course; NAN without one. */
typedef struct {
    const char *name;    /* "lvef_against_background" */
    sim_telling telling; /* of the difference */
} sim_against;

/* The summaries of the best and of the worst that happens to an arm. */
typedef struct {
    size_t best, worst;
} sim_headline;

/* What is counted of a cohort that the title of its figure tells. */
typedef enum { SIM_INSTEAD_OF_HEADLINE, SIM_BESIDE_HEADLINE } sim_counted_place;
typedef struct {
    const char *name;    /* of a sim_count; NULL: nothing */
    sim_telling telling; /* of a share or mean, and of its difference to the background's */
    sim_counted_place place;
} sim_headcount;

typedef void sim_fill(double t, const double x[], const double p[], double out[]);

/* How sample(A, f) is read in counts: a binomial draw. */
typedef struct {
    double (*draw)(void *data, double n, double part);
    void *data;
} sim_sampler;

/* A state at a time; `sampler` NULL reads it in the mean. */
typedef struct {
    double t;
    const double *x, *p;
    const sim_sampler *sampler;
} sim_moment;

typedef struct sim_model {
    const char *name, *title, *time_unit;
    const struct sim_model *like; /* whose symbols and laws it has; NULL: its own */
    sim_headline headline;        /* what a figure's title is about */
    bool has_headline;
    sim_headcount counted; /* of a cohort; what its title is about, or tells too */

    const sim_symbol *symbols;
    const sim_flow *flows; /* reactions, then rates */
    const sim_event *events;
    const sim_crossing *crossings;
    const sim_timetable *timetables;
    const sim_action *lets, *sets, *stops;
    const size_t *reports; /* events that write a row */
    const size_t *columns; /* symbols in such a row; none: all states and rules */
    const sim_notice *refusals, *warnings;
    const sim_blank *blanks;
    const sim_zero *zeros;
    const sim_summary *summaries;
    const sim_telling *tellings;
    const sim_against *againsts;

    size_t n_symbols, n_constants, n_states, n_rules;
    size_t n_moving; /* states that are integrated; the records come after them */
    size_t n_reactions, n_flows;
    size_t n_events, n_crossings, n_timetables, n_lets, n_sets, n_stops;
    size_t n_reports, n_columns, n_refusals, n_warnings, n_blanks, n_zeros;
    size_t n_summaries, n_tellings, n_againsts;

    void (*derive)(double p[]); /* fills DERIVED and CHANCE (its probability) */
    void (*start)(const double p[], double x[]); /* [n_states] at t = 0 */
    /* [n_moving] sizes at which absolute errors of rtol times them are allowed; a constant
     * of the model may bring them down to what there is of a species */
    void (*scales)(const double p[], double out[]);
    sim_fill *rates;                                /* [n_flows] in the mean */
    sim_fill *propensities;                         /* [n_flows] in counts */
    sim_fill *observe;                              /* [n_rules] */
    sim_fill *gaps;                                 /* [n_crossings] quantity - level */
    sim_fill *warn;                                 /* [n_warnings] 1 where it holds */
    sim_fill *blank;                                /* [n_blanks] 1 where it holds */
    void (*refuse)(const double p[], double out[]); /* [n_refusals] 1 where it holds */
    /* Time of each timetable's next event, INFINITY after its last; k[] counts them. */
    void (*times)(double t, const double x[], const double p[], const double k[],
                  double out[]);
    /* The state after an event, from the state before; true if the stage stops there
     * (`after` is then to be ignored). */
    bool (*fire)(size_t event, const sim_moment *before, double after[]);
} sim_model;

/* A parameter of any stage of a chain. */
typedef struct {
    const char *section, *name;
} sim_row_name;

/* One model of a chain, solved after those before it. */
typedef struct {
    const sim_model *model;
    const char *reports; /* the table of its events' rows; NULL if it has none */
    const char *course;  /* the table of its outputs in time; NULL if it has none */
    const char *needs;   /* a parameter of any stage; 0 there skips this one */
    const char
        *glances; /* the table of rows between those of its course, soon after its timed
                          * events; NULL if it has none */
} sim_stage;

/* What an arm may have otherwise than another, under one name: rows of the last stage's model that
 * set a constant.  Each stands in one switch at most. */
typedef struct {
    const char *name; /* "live cells" */
    const char
        *rows; /* their names, a blank between each two; "rehab." are all parameters of a
                       * section that no switch names */
} sim_switch;

/* Models in a row: an INPUT takes its value from a stage before. */
typedef struct {
    const char *name, *title;
    const char *page;       /* of figures, and the name of their file; NULL: none */
    const char *experiment; /* the text of the experiment it starts with; NULL: none */
    double
        days; /* how long its course is where [run] days is not said; 0: as in that row */
    const char
        *clock; /* what the day of its course counts: "time since the first dose"; NULL:
                        * the time since its last stage began */
    const sim_stage *stages;
    size_t n_stages;
    /* A treated arm, one in which some of these rows are not 0, always has one beside it in
     * which all are, and which has its name from there; of no rows: it has none. */
    const sim_row_name *treatment; /* [n_treatment] */
    size_t n_treatment;
    const sim_text *marks; /* [n_marks] timed events and what figures call them, in order */
    size_t n_marks;
    const sim_switch *switches; /* [n_switches] in the order in which they are listed */
    size_t n_switches;
    const char *number; /* of the summary: what an arm is measured by where nobody says what
                         * by; NULL: what titles of figures are about */
    const char
        *trial; /* number that trials of it compare where nobody says which; or NULL */
    const sim_population *population; /* NULL: there are no cohorts of it */
    const sim_yardstick *yardstick;   /* NULL: it is held against no measurements */
    const sim_logbook *log;           /* what is kept of its reports; NULL: nothing */
} sim_chain;

bool sim_reading_is_day(sim_reading reading);     /* and no value of what is read */
bool sim_reading_is_against(sim_reading reading); /* the background */

/* What a population calls an owner; a general word where it has none, or is NULL. */
const char *sim_owner_name(const sim_population *population, sim_owner owner);

/* The symbol of that name, which may be the start of a longer text; NULL if there is none. */
const sim_symbol *sim_model_find(const sim_model *model, const char *name);
const sim_symbol *sim_model_find_part(const sim_model *model, const char *name,
                                      size_t length);

/* How a column of the chain's tables is told, by its name; NULL: no row says,
 * or there is no chain. */
const sim_telling *sim_chain_telling(const sim_chain *chain, const char *column);

/* Is a number of that name, of a summary, what an arm differs by from its background? */
bool sim_chain_is_against(const sim_chain *chain, const char *column);

/* In what unit numbers of a column are told, `unit` being that of the column. */
sim_unit_told sim_chain_unit_told(const sim_chain *chain, const char *column,
                                  const char *unit);

/* What an INPUT of that name takes its value from: the row of the nearest stage before
 * `stage` that has it as its own, and which stage that is; NULL if none has. */
const sim_symbol *sim_chain_find_source(const sim_chain *chain, const char *name,
                                        size_t stage, size_t *source);

/* The first of chains, up to one without a name, whose course has that column; NULL if none
 * has, or there are no chains. */
const sim_chain *sim_chains_find_column(const sim_chain chains[], const char *column);

/* Is a stage left out at these constants, p[n_stages][n_constants]? */
bool sim_chain_skips(const sim_chain *chain, size_t stage, const double *const p[]);

/* The INI section that a PARAM, WHOLE or WORD stands in. */
const char *sim_model_section(const sim_model *model, const sim_symbol *symbol);

bool sim_symbol_is_settable(const sim_symbol *symbol); /* PARAM, WHOLE, WORD */
bool sim_symbol_is_constant(const sim_symbol *symbol); /* has a place in p */
bool sim_symbol_is_state(const sim_symbol *symbol);    /* has a place in x */

/* Its value, from the vectors of the model. */
double sim_symbol_value(const sim_symbol *symbol, const double p[], const double x[],
                        const double o[]);

/* Do tables show an empty cell for it, at that moment? */
bool sim_model_blanks(const sim_model *model, const sim_symbol *symbol,
                      const sim_moment *moment);

/* Prints the sentence of a notice with each {name} replaced by that symbol's value. */
void sim_notice_print(const sim_notice *notice, const sim_model *model, const double p[],
                      const double x[], const double o[], char text[], size_t size);

#endif
