#include "tests/tried.h"

#include <check.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "sim/io/text.h"
#include "tests/sheet.h"

enum { LINE_SIZE = 1 << 13, WORD_SIZE = 512 };

/* Of these more is worse. */
static bool is_harm(const char *number)
{
    static const char *const all[] = {"worsening", "dead_day_28", "death"};

    for (size_t i = 0; i < sizeof all / sizeof *all; i++)
        if (strcmp(all[i], number) == 0) return true;
    return false;
}

/* A word of run.ini's [trial]. */
static void read_plan(const char *dir, const char *name, char word[WORD_SIZE])
{
    char path[WORD_SIZE], line[LINE_SIZE];
    bool is_there = false;
    FILE *in;

    snprintf(path, sizeof path, "%s/run.ini", dir);
    in = fopen(path, "r");
    ck_assert_ptr_nonnull(in);
    *word = '\0';
    while (fgets(line, sizeof line, in)) {
        if (*line == '[') is_there = strcmp(line, "[trial]\n") == 0;
        if (is_there && sim_text_starts(line, name) && line[strlen(name)] == ' ')
            sscanf(line + strlen(name), " = %500s", word);
    }
    fclose(in);
    ck_assert_msg(*word != '\0', "[trial] has no %s", name);
}

/* Of the size that is asked for; of the control, from any other arm. */
static double read_across(const char *dir, const char *arm, const char *column)
{
    double found = NAN;
    sheet s;

    ck_assert(sheet_read(&s, dir, "trials"));
    for (size_t row = 0; row < s.n_rows; row++)
        if (sheet_number(&s, row, "asked") == 1 &&
            strcmp(sheet_text(&s, row, "arm"), arm) == 0)
            found = sheet_number(&s, row, column);
    if (isnan(found) && strcmp(column, "pool_mean") == 0)
        found = sheet_number(&s, 0, "pool_mean") - sheet_number(&s, 0, "truth");
    sheet_free(&s);
    return found;
}

/* What all rows of an arm in trial.csv come to. */
typedef struct {
    double n, better, worse, surely_better, surely_worse, undecided, lowest, highest;
} all_trials;

static all_trials read_all(const char *dir, const char *arm)
{
    all_trials t = {.lowest = INFINITY, .highest = -INFINITY};
    char number[WORD_SIZE], alpha[WORD_SIZE];
    double sign;
    sheet s;

    read_plan(dir, "number", number);
    read_plan(dir, "alpha", alpha);
    sign = is_harm(number) ? -1 : 1;
    ck_assert(sheet_read(&s, dir, "trial"));
    for (size_t row = 0; (row = sheet_find(&s, row, "arm", arm)) < s.n_rows; row++) {
        const double d = sheet_number(&s, row, "difference");
        const bool is_sure = sheet_number(&s, row, "p") < strtod(alpha, NULL);

        t.n++;
        t.better += sign * d > 0;
        t.worse += sign * d < 0;
        t.surely_better += is_sure && sign * d > 0;
        t.surely_worse += is_sure && sign * d < 0;
        t.undecided += !is_sure;
        t.lowest = fmin(t.lowest, d);
        t.highest = fmax(t.highest, d);
    }
    sheet_free(&s);
    return t;
}

/* "[number of] trials with ARM WHAT" */
static double read_counted(const char *dir, const char *term)
{
    static const char count[] = "number of ", with[] = "trials with ";
    static const char *const words[] = {" significantly better", " significantly worse",
                                        " better", " worse", " undecided"};
    const bool is_number = sim_text_starts(term, count);
    char arm[WORD_SIZE];
    double hits[5];
    all_trials t;

    snprintf(arm, sizeof arm, "%s", term + (is_number ? strlen(count) : 0) + strlen(with));
    for (size_t i = 0; i < 5; i++) {
        char *end = strstr(arm, words[i]);

        if (!end) continue;
        *end = '\0';
        t = read_all(dir, arm);
        hits[0] = t.surely_better;
        hits[1] = t.surely_worse;
        hits[2] = t.better;
        hits[3] = t.worse;
        hits[4] = t.undecided;
        return is_number ? hits[i] : hits[i] / t.n;
    }
    ck_abort_msg("'%s' counts nothing", term);
    return NAN;
}

bool tried_read(const char *dir, const char *term, double *value)
{
    static const char *const starts[] = {"truth of ",           "pool mean of ",
                                         "lowest estimate of ", "highest estimate of ",
                                         "patients of ",        "patients against "};
    size_t i = 0;
    const char *arm;

    if (strstr(term, "trials with ")) {
        *value = read_counted(dir, term);
        return true;
    }
    while (i < 6 && !sim_text_starts(term, starts[i])) i++;
    if (i == 6) return false;
    arm = term + strlen(starts[i]);
    *value = i == 0   ? read_across(dir, arm, "truth")
             : i == 1 ? read_across(dir, arm, "pool_mean")
             : i == 2 ? read_all(dir, arm).lowest
             : i == 3 ? read_all(dir, arm).highest
             : i == 4 ? read_across(dir, arm, "n")
                      : read_across(dir, arm, "n_of_control");
    return true;
}

double tried_worth(const char *dir)
{
    char number[WORD_SIZE];

    read_plan(dir, "number", number);
    return strcmp(number, "measured_vas_fall") == 0 ? 1 : 0.01;
}
