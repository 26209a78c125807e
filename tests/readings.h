/* readings.h -- what a run wrote, and what is to be read of it: a number of each arm's curve, by
 * code that shares nothing with plots/ but the rows that say how a quantity is told.
 */
#ifndef TESTS_READINGS_H
#define TESTS_READINGS_H

#include <stdbool.h>
#include <stddef.h>

#include "tests/sheet.h"
#include "tests/temp.h"

typedef enum { LAST, BEST, UNTIL } reading;

typedef struct {
    const char *panel, *table, *x, *quantity;
    reading reading;
} panel_rule;

/* What each panel tells, as its row in figures.def has it; and the title. */
enum { N_RULES = 10 };
extern const panel_rule readings_rules[N_RULES], readings_title;

/* cell: where the axis of persistence starts */
extern const double readings_until;

enum { PATH = TEMP_PATH + 32 };

typedef struct {
    char dir[PATH];
    sheet figures, summary, timecourse, passages, after_doses;
    sheet ensemble, cohort, cohort_passages, replicates; /* of a cohort */
    bool is_cohort;
    double end; /* day */
} results;

/* What is read of one arm. */
typedef struct {
    const char *arm; /* NULL: nothing */
    double value, at, base;
    bool is_end;
} number;

typedef struct {
    const char *arm;
    double *x, *y; /* [n] of numbers only */
    size_t n;
    bool has_owner, is_whole; /* has the last row a number? */
} curve;

void readings_open(results *r, const char *folder, int which);
void readings_close(results *r);
double readings_sense(const panel_rule *rule);

/* How many of what is told are 1 of the tables: 100 of a share, which is told in percent, and so
 * are the numbers below. */
double readings_times(const panel_rule *rule);
double readings_least(const panel_rule *rule, double a, double b);
bool readings_are_same(double a, double b);
curve readings_curve(const results *r, const panel_rule *rule, const char *arm);

/* The same as it is drawn, with what lies between its rows soon after doses. */
curve readings_line(const results *r, const panel_rule *rule, const char *arm);

/* The same of a quantile of a cohort, "q05". */
curve readings_curve_of(const results *r, const panel_rule *rule, const char *arm,
                        const char *quantile);
void readings_free_curve(curve *c);
bool readings_changes(const panel_rule *rule, const number *n);
number readings_number(const results *r, const panel_rule *rule, const char *arm);
number readings_headline(const results *r, const char *arm);

#endif
