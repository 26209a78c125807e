#include "sim/study/fit_tables.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* ---- what is said of an unknown --------------------------------------------------------------- */

const char *sim_fit_scale(const sim_fit_unknown *unknown)
{
    return unknown->log ? "log" : "linear";
}

const char *sim_fit_arm(const sim_fit *f, const sim_fit_item *item)
{
    return item->arm == SIM_NONE ? "" : f->job.arm_names[item->arm];
}

const char *sim_fit_source(const sim_fit *f, const sim_fit_part *part,
                           const sim_fit_item *item)
{
    const size_t source = part->source != SIM_NONE ? part->source : item->source;

    return source == SIM_NONE ? "" : f->all.sources[source];
}

void sim_fit_print_name(const sim_fit_item *item, char text[SIM_FIT_NAME])
{
    snprintf(text, SIM_FIT_NAME, "%s", item->row ? item->row->name : item->name);
}

static const char *origin_of(const sim_fit_item *item)
{
    return item->row ? item->row->origin : "sd = estimate";
}

/* Name, arm and source of an unknown: the first cells of many rows. */
static void put_whose(const sim_fit *f, const sim_fit_part *part, size_t k, sim_rows *rows)
{
    const sim_fit_item *item = &part->problem.items[k];
    char name[SIM_FIT_NAME];

    sim_fit_print_name(item, name);
    sim_rows_text(rows, name);
    sim_rows_text(rows, sim_fit_arm(f, item));
    sim_rows_text(rows, sim_fit_source(f, part, item));
}

#define WHOSE \
    {"parameter", "1", "what is fitted: section.name, or the noise of a set of data", \
     SIM_CELL_TEXT}, \
        {"arm", "1", "whose it is; empty: it is of all", SIM_CELL_TEXT}, \
    { \
        NULL, "1", "whose it is, by the names of the data; empty: it is of all", \
            SIM_CELL_TEXT \
    }

/* ---- fit.csv ---------------------------------------------------------------------------------- */

static const sim_column fit_columns[] = {
    WHOSE,
    {"value", "as unit says", "best value", SIM_CELL_NUMBER},
    {"low", "as unit says",
     "lower end of its interval by the profile of the likelihood; empty: the data do not "
     "bound it",
     SIM_CELL_NUMBER},
    {"high", "as unit says", "upper end, likewise", SIM_CELL_NUMBER},
    {"status", "1", "two-sided, open below, open above or not identifiable", SIM_CELL_TEXT},
    {"unit", "1", "unit of the parameter", SIM_CELL_TEXT},
    {"scale", "1", "scale on which it is fitted: log or linear", SIM_CELL_TEXT},
    {"error", "as scale says",
     "standard error by the curvature at the best point, on the scale of the fit; empty: "
     "there is none",
     SIM_CELL_NUMBER},
    {"start", "as unit says", "where the parameter file puts it", SIM_CELL_NUMBER},
    {"range_low", "as unit says", "lower end of the range in which it was looked for",
     SIM_CELL_NUMBER},
    {"range_high", "as unit says", "upper end of that", SIM_CELL_NUMBER},
    {"words", "1", "what there is to be said of it", SIM_CELL_TEXT},
    {"origin", "1", "who asks for it", SIM_CELL_TEXT},
};
static const sim_layout fit_layout = SIM_LAYOUT("fit", fit_columns);

static void put_fit(const sim_fit *f, sim_rows *rows)
{
    for (size_t i = 0; i < f->n_parts; i++) {
        const sim_fit_part *part = &f->parts[i];

        for (size_t k = 0; k < part->problem.problem.n_unknowns; k++) {
            const sim_fitted *a = &part->answers[k];
            const sim_fit_unknown *u = &part->problem.unknowns[k];
            const double numbers[] = {a->error, a->item->first, u->low, u->high};

            put_whose(f, part, k, rows);
            sim_rows_number(rows, a->value);
            sim_rows_number(rows, a->low);
            sim_rows_number(rows, a->high);
            sim_rows_text(rows, sim_profile_status_text(a->status));
            sim_rows_text(rows, a->item->unit);
            sim_rows_text(rows, sim_fit_scale(u));
            sim_rows_numbers(rows, numbers, 4);
            sim_rows_text(rows, a->words);
            sim_rows_text(rows, origin_of(a->item));
        }
    }
}

/* ---- populations.csv -------------------------------------------------------------------------- */

static const sim_column population_columns[] = {
    {"parameter", "1", "what differs from source to source", SIM_CELL_TEXT},
    {"middle", "as unit says",
     "mean over the sources; of what is fitted as a logarithm the geometric one",
     SIM_CELL_NUMBER},
    {"low", "as unit says", "lower end of its 95 % interval (Hartung and Knapp)",
     SIM_CELL_NUMBER},
    {"high", "as unit says", "upper end", SIM_CELL_NUMBER},
    {"spread", "as scale says",
     "standard deviation between sources, on the scale of the fit, by restricted maximum "
     "likelihood",
     SIM_CELL_NUMBER},
    {"spread_low", "as scale says", "lower end of its 95 % interval (profile of Q)",
     SIM_CELL_NUMBER},
    {"spread_high", "as scale says", "upper end", SIM_CELL_NUMBER},
    {"n", "1", "sources that count", SIM_CELL_WHOLE},
    {"unit", "1", "unit of the parameter", SIM_CELL_TEXT},
    {"scale", "1", "scale on which it is fitted: log or linear", SIM_CELL_TEXT},
    {"left_out", "1", "sources that do not count, as theirs is open", SIM_CELL_TEXT},
    {"words", "1", "why there is none", SIM_CELL_TEXT},
};
static const sim_layout population_layout = SIM_LAYOUT("populations", population_columns);

static void put_populations(const sim_fit *f, sim_rows *rows)
{
    for (size_t i = 0; i < f->n_populations; i++) {
        const sim_fit_population *p = &f->populations[i];
        const double numbers[] = {
            p->middle,          p->low, p->high, p->reml.spread, p->reml.spread_low,
            p->reml.spread_high};

        sim_rows_text(rows, p->row->name);
        sim_rows_numbers(rows, numbers, 6);
        sim_rows_whole(rows, p->n);
        sim_rows_text(rows, f->job.experiment.catalog->rows[p->row->row].symbol->unit);
        sim_rows_text(rows, p->row->log ? "log" : "linear");
        sim_rows_text(rows, p->left_out);
        sim_rows_text(rows, p->why);
    }
}

/* ---- profiles.csv ----------------------------------------------------------------------------- */

static const sim_column profile_columns[] = {
    WHOSE,
    {"value", "as unit says", "where it is held, and all others are fitted again",
     SIM_CELL_NUMBER},
    {"rise", "1", "of -2 log likelihood above that of the best point", SIM_CELL_NUMBER},
    {"threshold", "1", "rise at the ends of the interval", SIM_CELL_NUMBER},
    {"unit", "1", "unit of the parameter", SIM_CELL_TEXT},
};
static const sim_layout profile_layout = SIM_LAYOUT("profiles", profile_columns);

static void put_point(const sim_fit *f, const sim_fit_part *part, size_t k,
                      const sim_profile_point *point, sim_rows *rows)
{
    const sim_profiles *ps = &part->profiles;
    const double x = point ? point->x[k] : ps->best.x[k];

    put_whose(f, part, k, rows);
    sim_rows_number(rows, sim_unknown_value(&part->problem.unknowns[k], x));
    sim_rows_number(rows, point ? point->chi2 - ps->best.chi2 : 0);
    sim_rows_number(rows, part->threshold);
    sim_rows_text(rows, part->problem.items[k].unit);
}

/* Puts a point where it belongs: there are few. */
static void insert(const sim_profile_point *list[], size_t n, size_t k,
                   const sim_profile_point *point)
{
    for (; n > 0 && list[n - 1]->x[k] > point->x[k]; n--) list[n] = list[n - 1];
    list[n] = point;
}

size_t sim_fit_profile_points(const sim_fit_part *part, size_t k,
                              const sim_profile_point *list[2 * SIM_PROFILE_POINTS + 1])
{
    size_t n = 0;

    for (size_t s = 0; s < 2; s++)
        for (size_t i = 0; i < part->profiles.list[k].sides[s].n; i++)
            insert(list, n++, k, &part->profiles.list[k].sides[s].points[i]);
    return n;
}

static void put_profiles(const sim_fit *f, sim_rows *rows)
{
    const sim_profile_point *list[2 * SIM_PROFILE_POINTS + 1];

    for (size_t i = 0; i < f->n_parts; i++) {
        const sim_fit_part *part = &f->parts[i];

        for (size_t k = 0; k < part->problem.problem.n_unknowns; k++) {
            const size_t n = sim_fit_profile_points(part, k, list);
            bool has_best = false;

            for (size_t j = 0; j < n; j++) {
                if (!has_best && list[j]->x[k] > part->profiles.best.x[k]) {
                    put_point(f, part, k, NULL, rows);
                    has_best = true;
                }
                put_point(f, part, k, list[j], rows);
            }
            if (!has_best) put_point(f, part, k, NULL, rows);
        }
    }
}

/* ---- residuals.csv ---------------------------------------------------------------------------- */

static const sim_column residual_columns[] = {
    {"data", "1", "section of the data", SIM_CELL_TEXT},
    {"quantity", "1", "what was observed, of the model's tables", SIM_CELL_TEXT},
    {"arm", "1", "arm of the experiment", SIM_CELL_TEXT},
    {NULL, "1", "whose it is, by the names of the data", SIM_CELL_TEXT},
    {"x", "1", "number of a report, or the day; empty: neither", SIM_CELL_NUMBER},
    {"observed", "as unit says", "what was observed, or the limit", SIM_CELL_NUMBER},
    {"seen", "1", "is it that (=), below that limit (<) or above it (>)?", SIM_CELL_TEXT},
    {"model", "as unit says", "what the model says at the best point", SIM_CELL_NUMBER},
    {"residual", "1",
     "how far what was observed is above the model, in standard deviations; of what is "
     "beyond a limit, the root of what it adds to -2 log likelihood",
     SIM_CELL_NUMBER},
    {"sd", "as error says", "standard deviation, given or fitted", SIM_CELL_NUMBER},
    {"error", "1",
     "of what: normal (as unit says), relative (a part) or log (of logarithms)",
     SIM_CELL_TEXT},
    {"unit", "1", "unit of what was observed", SIM_CELL_TEXT},
    {"line", "1", "line of its file", SIM_CELL_WHOLE},
};
static const sim_layout residual_layout = SIM_LAYOUT("residuals", residual_columns);

static void put_residual(const sim_fit *f, const sim_fit_part *part, size_t i,
                         sim_rows *rows)
{
    static const char *const sights[] = {"=", "<", ">"};
    static const char *const errors[] = {"normal", "relative", "log"};
    const sim_observed *o = &f->all.list[part->problem.seen[i]];
    const sim_observed_set *set = &f->all.sets[o->set];
    const sim_observation seen =
        sim_fit_observation(&part->problem, i, part->profiles.best.values);

    sim_rows_text(rows, set->name);
    sim_rows_text(rows, set->quantity);
    sim_rows_text(rows, f->job.arm_names[o->arm]);
    sim_rows_text(rows, f->all.sources[o->source]);
    sim_rows_number(rows, o->x);
    sim_rows_number(rows, seen.value);
    sim_rows_text(rows, sights[seen.seen]);
    sim_rows_number(rows, part->model[i]);
    sim_rows_number(rows, part->profiles.best.residuals[i]);
    sim_rows_number(rows, seen.sd);
    sim_rows_text(rows, errors[seen.kind]);
    sim_rows_text(rows, set->unit);
    sim_rows_whole(rows, o->line);
}

static void put_residuals(const sim_fit *f, sim_rows *rows)
{
    for (size_t i = 0; i < f->n_parts; i++)
        for (size_t k = 0; k < f->parts[i].problem.n_seen; k++)
            put_residual(f, &f->parts[i], k, rows);
}

/* ---- starts.csv ------------------------------------------------------------------------------- */

static const sim_column start_columns[] = {
    {NULL, "1", "whose fit it is; empty: of all", SIM_CELL_TEXT},
    {"rank", "1", "by what it came to, the best first", SIM_CELL_WHOLE},
    {"start", "1", "its number", SIM_CELL_WHOLE},
    {"chi2", "1", "sum of squares that it came to; empty: all draws of it were refused",
     SIM_CELL_NUMBER},
    {"ending", "1", "how it ended", SIM_CELL_TEXT},
    {"redrawn", "1", "draws of it that the model refused", SIM_CELL_WHOLE},
    {"evaluations", "1", "how often the model was solved", SIM_CELL_WHOLE},
    {"parameter", "1", "what it came to for this parameter", SIM_CELL_TEXT},
    {"value", "as in fit.csv", "namely that", SIM_CELL_NUMBER},
};
static const sim_layout start_layout = SIM_LAYOUT("starts", start_columns);

static void put_start(const sim_fit *f, const sim_fit_part *part, size_t rank,
                      sim_rows *rows)
{
    const size_t number = part->starts.order[rank];
    const sim_start *s = &part->starts.list[number];

    for (size_t k = 0; k < part->problem.problem.n_unknowns; k++) {
        sim_rows_text(rows, part->source == SIM_NONE ? "" : f->all.sources[part->source]);
        sim_rows_whole(rows, rank + 1);
        sim_rows_whole(rows, number + 1);
        sim_rows_number(rows, s->chi2 - part->problem.problem.offset);
        sim_rows_text(rows, sim_least_ending_text(s->ending));
        sim_rows_whole(rows, s->redrawn);
        sim_rows_whole(rows, s->evaluations);
        sim_rows_text(rows, part->problem.items[k].name);
        sim_rows_number(rows, isfinite(s->chi2)
                                  ? sim_unknown_value(&part->problem.unknowns[k], s->x[k])
                                  : NAN);
    }
}

static void put_starts(const sim_fit *f, sim_rows *rows)
{
    for (size_t i = 0; i < f->n_parts; i++)
        for (size_t rank = 0; rank < f->parts[i].starts.n; rank++)
            put_start(f, &f->parts[i], rank, rows);
}

/* ---- correlation.csv -------------------------------------------------------------------------- */

static const sim_column correlation_columns[] = {
    {NULL, "1", "whose fit it is; empty: of all", SIM_CELL_TEXT},
    {"parameter", "1", "one", SIM_CELL_TEXT},
    {"other", "1", "and another", SIM_CELL_TEXT},
    {"correlation", "1",
     "of their estimates, by the curvature at the best point; empty where one lies at the "
     "end "
     "of its range",
     SIM_CELL_NUMBER},
};
static const sim_layout correlation_layout = SIM_LAYOUT("correlation", correlation_columns);

static void put_correlation(const sim_fit *f, sim_rows *rows)
{
    for (size_t i = 0; i < f->n_parts; i++) {
        const sim_fit_part *part = &f->parts[i];
        const size_t n = part->problem.problem.n_unknowns;

        for (size_t k = 0; k < n * n; k++) {
            sim_rows_text(rows,
                          part->source == SIM_NONE ? "" : f->all.sources[part->source]);
            sim_rows_text(rows, part->problem.items[k / n].name);
            sim_rows_text(rows, part->problem.items[k % n].name);
            sim_rows_number(rows,
                            sim_curvature_correlation(&part->curvature, k / n, k % n));
        }
    }
}

/* ---- criteria.csv ----------------------------------------------------------------------------- */

static const sim_column criteria_columns[] = {
    {NULL, "1", "whose fit it is; empty: of all", SIM_CELL_TEXT},
    {"observations", "1", "how many were fitted to", SIM_CELL_WHOLE},
    {"fitted", "1", "numbers that were, those of noise among them", SIM_CELL_WHOLE},
    {"minus2_log_likelihood", "1", "of all that was observed", SIM_CELL_NUMBER},
    {"aic", "1", "Akaike's criterion", SIM_CELL_NUMBER},
    {"aicc", "1", "the same for few observations; empty: there are too few",
     SIM_CELL_NUMBER},
    {"bic", "1", "Schwarz's criterion", SIM_CELL_NUMBER},
    {"chi2", "1", "sum of squares of the residuals", SIM_CELL_NUMBER},
    {"lack", "1",
     "how likely so large a sum is where model and noise are right; empty where noise is "
     "fitted or nothing is left to tell",
     SIM_CELL_NUMBER},
    {"threshold", "1", "rise of -2 log likelihood at the ends of intervals",
     SIM_CELL_NUMBER},
    {"by", "1", "whose quantile that is: chi2 or F", SIM_CELL_TEXT},
};
static const sim_layout criteria_layout = SIM_LAYOUT("criteria", criteria_columns);

static void put_criteria(const sim_fit *f, sim_rows *rows)
{
    for (size_t i = 0; i < f->n_parts; i++) {
        const sim_fit_part *part = &f->parts[i];
        const double numbers[] = {-2 * part->log_likelihood,
                                  part->criteria.aic,
                                  part->criteria.aicc,
                                  part->criteria.bic,
                                  part->chi2,
                                  part->lack,
                                  part->threshold};

        sim_rows_text(rows, part->source == SIM_NONE ? "" : f->all.sources[part->source]);
        sim_rows_whole(rows, part->problem.n_seen);
        sim_rows_whole(rows, part->problem.problem.n_unknowns);
        sim_rows_numbers(rows, numbers, 7);
        sim_rows_text(rows, part->by_f ? "F" : "chi2");
    }
}

/* ---- all -------------------------------------------------------------------------------------- */

static const struct {
    const sim_layout *layout;
    void (*put)(const sim_fit *fit, sim_rows *rows);
} tables[] = {
    {&fit_layout, put_fit},           {&population_layout, put_populations},
    {&profile_layout, put_profiles},  {&residual_layout, put_residuals},
    {&start_layout, put_starts},      {&correlation_layout, put_correlation},
    {&criteria_layout, put_criteria},
};
enum { N_TABLES = sizeof tables / sizeof *tables };

const char *sim_fit_table_name(size_t i)
{
    return i < N_TABLES ? tables[i].layout->name : NULL;
}

sim_layout sim_fit_name_columns(const sim_chain *chain, const sim_layout *layout,
                                sim_column room[SIM_FIT_COLUMNS])
{
    sim_bug(layout->n > SIM_FIT_COLUMNS);
    for (size_t i = 0; i < layout->n; i++) {
        room[i] = layout->columns[i];
        if (!room[i].name) room[i].name = sim_observed_subject(chain);
    }
    return (sim_layout){layout->name, room, layout->n};
}

const sim_layout *sim_fit_table_layout(const char *name)
{
    for (size_t i = 0; i < N_TABLES; i++)
        if (strcmp(tables[i].layout->name, name) == 0) return tables[i].layout;
    return NULL;
}

sim_status sim_fit_tables_write(const sim_fit *f, sim_results *results, sim_error *err)
{
    sim_status status = SIM_OK;

    for (size_t i = 0; status == SIM_OK && i < N_TABLES; i++) {
        sim_column room[SIM_FIT_COLUMNS];
        const sim_layout layout =
            sim_fit_name_columns(f->job.session.chain, tables[i].layout, room);
        sim_rows_to to;
        sim_rows rows;

        if (tables[i].layout == &population_layout && f->n_populations == 0) continue;
        status = sim_results_add(results, layout.name, &to, err);
        if (status != SIM_OK) return status;
        sim_rows_start(&rows, &layout, &to);
        tables[i].put(f, &rows);
        status = sim_rows_end(&rows, err);
    }
    return status;
}

void sim_fit_tables_describe(const sim_fit *f, sim_rows *rows)
{
    for (size_t i = 0; i < N_TABLES; i++) {
        sim_column room[SIM_FIT_COLUMNS];
        const sim_layout layout =
            sim_fit_name_columns(f->job.session.chain, tables[i].layout, room);

        sim_rows_describe(rows, &layout, "");
    }
}
