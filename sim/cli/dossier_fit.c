/* dossier_fit.c -- a fit in a report: what was observed, what was fitted and how, what came out, and how far it is to be
 * trusted. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "sim/cli/dossier.h"
#include "sim/io/csv.h"
#include "sim/io/results.h"
#include "sim/io/text.h"
#include "sim/study/observed.h"

enum { TEXT_SIZE = 2048, NAMED = 4, CELLS = 12 };

static const double strong = 0.9; /* a correlation that is named */

/* ---- the question ---------------------------------------------------------------------------- */

void sim_dossier_print_fit(const sim_fit_shown *fit, char text[], size_t size)
{
    const size_t n = fit->n_numbers < NAMED ? fit->n_numbers : NAMED;

    snprintf(text, size, "What do these data say of ");
    for (size_t i = 0; i < n; i++)
        sim_text_append(text, size, "%s%s%s%s",
                        i == 0                              ? ""
                        : i + 1 == n && n == fit->n_numbers ? " and "
                                                            : ", ",
                        fit->numbers[i].name, *fit->numbers[i].whose ? " of " : "",
                        fit->numbers[i].whose);
    if (n < fit->n_numbers)
        sim_text_append(text, size, " and %zu more numbers", fit->n_numbers - n);
    sim_text_append(text, size, "?");
}

/* ---- tables ------------------------------------------------------------------------------------ */

static void open_table(const sim_dossier *d, const char *caption, const char *const heads[])
{
    sim_html_open_table(d->xml, caption);
    sim_xml_open(d->xml, "thead");
    sim_xml_open(d->xml, "tr");
    for (size_t i = 0; heads[i]; i++) sim_html_head_cell(d->xml, "col", heads[i]);
    sim_xml_close(d->xml);
    sim_html_close(d->xml);
    sim_xml_open(d->xml, "tbody");
}

static void close_table(const sim_dossier *d)
{
    sim_html_close(d->xml);
    sim_html_close_table(d->xml);
}

/* ---- data -------------------------------------------------------------------------------------- */

/* How observations of a set scatter, as they say. */
static void print_error(const sim_fit_shown *fit, const sim_fit_observed *first,
                        const char *unit, char text[TEXT_SIZE])
{
    static const struct {
        const char *error, *words;
    } kinds[] = {{"normal", "standard deviation"},
                 {"relative", "relative standard deviation"},
                 {"log", "standard deviation of logarithms"}};
    bool varies = false;

    for (size_t i = 0; i < fit->n_observed; i++) {
        const sim_fit_observed *o = &fit->observed[i];

        if (strcmp(o->data, first->data) == 0 && strcmp(o->quantity, first->quantity) == 0)
            varies = varies || o->sd != first->sd;
    }
    *text = '\0';
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
        if (strcmp(kinds[i].error, first->error) == 0)
            snprintf(text, TEXT_SIZE, "%s", kinds[i].words);
    if (varies)
        sim_text_append(text, TEXT_SIZE, ", each its own");
    else
        sim_text_append(
            text, TEXT_SIZE, " %.4g%s%.60s", first->sd,
            strcmp(first->error, "normal") == 0 && strcmp(unit, "1") != 0 ? " " : "",
            strcmp(first->error, "normal") == 0 && strcmp(unit, "1") != 0 ? unit : "");
    for (size_t i = 0; i < fit->n_numbers; i++) {
        char name[TEXT_SIZE];

        snprintf(name, sizeof name, "sd of %.60s %.60s", first->data, first->quantity);
        if (strcmp(fit->numbers[i].name, name) == 0)
            sim_text_append(text, TEXT_SIZE, ", fitted");
    }
}

/* The unit and the meaning of a set are those of its band. */
static const sim_fit_modelled *find_modelled(const sim_fit_shown *fit,
                                             const sim_fit_observed *o)
{
    for (size_t i = 0; i < fit->n_modelled; i++)
        if (strcmp(fit->modelled[i].data, o->data) == 0 &&
            strcmp(fit->modelled[i].quantity, o->quantity) == 0)
            return &fit->modelled[i];
    return NULL;
}

static void write_data_row(const sim_dossier *d, size_t first)
{
    const sim_fit_shown *fit = d->fit;
    const sim_fit_observed *o = &fit->observed[first];
    const sim_fit_modelled *m = find_modelled(fit, o);
    char text[TEXT_SIZE], meaning[TEXT_SIZE];
    size_t n = 0, beyond = 0;

    for (size_t i = first; i < fit->n_observed; i++) {
        const sim_fit_observed *one = &fit->observed[i];

        if (strcmp(one->data, o->data) != 0 || strcmp(one->quantity, o->quantity) != 0)
            continue;
        n++;
        beyond += *one->seen != '=';
    }
    print_error(fit, o, m ? m->unit : "1", text);
    snprintf(meaning, sizeof meaning, "%s", m ? m->meaning : o->quantity);
    meaning[strcspn(meaning, ";")] = '\0';
    sim_xml_open(d->xml, "tr");
    sim_html_head_cell(d->xml, "row", o->data);
    sim_html_words_cell(d->xml, meaning);
    sim_html_plain_cell(d->xml, o->quantity);
    sim_html_number_cell(d->xml, (double)n);
    sim_html_number_cell(d->xml, (double)beyond);
    sim_html_words_cell(d->xml, text);
    sim_html_close(d->xml);
}

static void write_data(const sim_dossier *d)
{
    static const char *const heads[] = {"data",
                                        "what was observed",
                                        "in the model",
                                        "observations",
                                        "beyond a limit",
                                        "error",
                                        NULL};
    const sim_fit_shown *fit = d->fit;

    open_table(d, "What was observed", heads);
    for (size_t i = 0; i < fit->n_observed; i++) {
        bool is_first = true;

        for (size_t k = 0; k < i; k++)
            is_first = is_first &&
                       (strcmp(fit->observed[k].data, fit->observed[i].data) != 0 ||
                        strcmp(fit->observed[k].quantity, fit->observed[i].quantity) != 0);
        if (is_first) write_data_row(d, i);
    }
    close_table(d);
}

/* ---- what was asked ------------------------------------------------------------------------------ */

static void write_asked(const sim_dossier *d)
{
    static const char *const heads[] = {"parameter",
                                        "range, scale, and what was known before", NULL};
    const sim_fit_plan *plan = &d->job->experiment.fit;

    if (plan->n == 0) {
        sim_html_element(d->xml, "p",
                         "Fitted was what is by default of a log, each within the range of "
                         "its parameter and with nothing known before.");
        return;
    }
    open_table(d, "What was fitted", heads);
    for (size_t i = 0; i < plan->n; i++) {
        sim_xml_open(d->xml, "tr");
        sim_html_head_cell(d->xml, "row", plan->list[i].name);
        sim_html_words_cell(d->xml, plan->list[i].how);
        sim_html_close(d->xml);
    }
    close_table(d);
}

/* ---- estimates ------------------------------------------------------------------------------------- */

static void write_estimates(const sim_dossier *d)
{
    static const char *const heads[] = {"number", "whose",         "best",   "from", "to",
                                        "unit",   "data bound it", "remark", NULL};
    char caption[TEXT_SIZE];

    snprintf(caption, sizeof caption,
             "Estimates, with %g %% intervals from profiles of the likelihood; a dash: the "
             "data do not bound it there",
             100 * d->fit->figures.level);
    open_table(d, caption, heads);
    for (size_t i = 0; i < d->fit->n_numbers; i++) {
        const plot_estimated *one = &d->fit->numbers[i];

        sim_xml_open(d->xml, "tr");
        sim_html_head_cell(d->xml, "row", one->name);
        sim_html_plain_cell(d->xml, *one->whose ? one->whose : "all");
        sim_html_number_cell(d->xml, one->value);
        sim_html_number_cell(d->xml, one->low);
        sim_html_number_cell(d->xml, one->high);
        sim_html_plain_cell(d->xml, strcmp(one->unit, "1") == 0 ? "" : one->unit);
        sim_html_plain_cell(d->xml, one->status);
        sim_html_words_cell(d->xml, one->words);
        sim_html_close(d->xml);
    }
    close_table(d);
}

/* ---- how good it is ---------------------------------------------------------------------------------- */

static void write_criteria(const sim_dossier *d)
{
    for (size_t i = 0; i < d->fit->n_criteria; i++) {
        const sim_fit_criteria *c = &d->fit->criteria[i];
        char text[TEXT_SIZE];

        snprintf(text, sizeof text,
                 "%.200s%s%.0f numbers were fitted to %.0f observations: -2 log likelihood "
                 "%.6g, AIC %.6g, BIC %.6g.",
                 c->source, *c->source ? ": " : "", c->fitted, c->observations, c->minus2,
                 c->aic, c->bic);
        if (isfinite(c->lack))
            sim_text_append(
                text, sizeof text,
                " The residuals have a sum of squares of %.4g, where %.0f would "
                "be expected (p = %.2g)%s.",
                c->chi2, c->observations - c->fitted, c->lack,
                c->lack < 0.01 ? ": the model does not go through these data, "
                                 "and intervals that take the noise that was "
                                 "given for all there is are too short"
                               : "");
        if (c->observations <= c->fitted)
            sim_text_append(text, sizeof text,
                            " It is barely determined: nothing is left to tell whether the "
                            "model is right.");
        sim_text_append(text, sizeof text,
                        " Intervals end where a profile has risen by %.4g (%s).",
                        c->threshold,
                        strcmp(c->by, "F") == 0 ? "F, as noise is fitted"
                                                : "chi2 of one degree of freedom");
        sim_html_element(d->xml, "p", text);
    }
}

static void write_patterns(const sim_dossier *d)
{
    sim_xml_open(d->xml, "dl");
    for (size_t i = 0; i < d->fit->n_sets; i++) {
        sim_html_element(d->xml, "dt", d->fit->sets[i].title);
        sim_html_element(d->xml, "dd", d->fit->sets[i].told);
    }
    sim_html_close(d->xml);
}

/* ---- other tables of the folder ------------------------------------------------------------------------ */

/* Rows of a table by some of its columns. */
typedef struct {
    const sim_dossier *d;
    const char *const *wanted; /* [n], NULL behind the last */
    size_t at[CELLS];          /* where they are */
    size_t n, n_shown;
    void (*show)(const sim_dossier *d, const char *const cells[], size_t *n_shown);
} picking;

static sim_status take_picked(void *self, const sim_csv_row *row, sim_error *err)
{
    picking *p = self;
    const char *cells[CELLS];

    (void)err;
    for (size_t i = 0; i < p->n; i++) {
        for (size_t k = 0; row->is_header && k < row->n; k++)
            if (strcmp(row->field[k], p->wanted[i]) == 0) p->at[i] = k;
        cells[i] = p->at[i] < row->n ? row->field[p->at[i]] : "";
    }
    if (!row->is_header) p->show(p->d, cells, &p->n_shown);
    return SIM_OK;
}

/* Shows what of a table of the folder is to be shown, if there is one; how many rows that were. */
static sim_status pick(const char *file, picking *p, sim_error *err)
{
    char path[SIM_RESULTS_PATH];
    sim_csv_input input = {NULL, path, "a file that a fit of this version wrote"};
    sim_status status;

    if (!sim_results_has(p->d->dir, file)) return SIM_OK;
    while (p->wanted[p->n]) p->n++;
    for (size_t i = 0; i < p->n; i++) p->at[i] = SIM_CSV_FIELDS;
    status = sim_results_open(p->d->dir, file, path, &input.in, err);
    if (status != SIM_OK) return status;
    status = sim_csv_take_all(&input, take_picked, p, err);
    fclose(input.in);
    return status;
}

static void show_correlation(const sim_dossier *d, const char *const cells[],
                             size_t *n_shown)
{
    char text[TEXT_SIZE];
    const double correlation = strtod(cells[3], NULL);

    if (strcmp(cells[1], cells[2]) >= 0 || !(fabs(correlation) > strong)) return;
    if ((*n_shown)++ == 0) sim_xml_open(d->xml, "ul");
    snprintf(text, sizeof text, "%.200s%s%.200s with %.200s: %.3f", cells[0],
             *cells[0] ? ": " : "", cells[1], cells[2], correlation);
    sim_html_element(d->xml, "li", text);
}

static sim_status write_correlations(const sim_dossier *d, sim_error *err)
{
    const char *const wanted[] = {sim_observed_subject(d->job->session.chain), "parameter",
                                  "other", "correlation", NULL};
    picking p = {.d = d, .wanted = wanted, .show = show_correlation};
    sim_status status;

    sim_html_element(d->xml, "h3", "Correlation of estimates");
    status = pick("correlation", &p, err);
    if (p.n_shown > 0) sim_html_close(d->xml);
    sim_html_element(d->xml, "p",
                     p.n_shown > 0
                         ? "Of estimates that are so closely correlated the data tell what "
                           "both come to together better than each of them. All are in "
                           "correlation.csv below."
                         : "None is beyond 0.9; all are in correlation.csv below.");
    return status;
}

static void show_answer(const sim_dossier *d, const char *const cells[], size_t *n_shown)
{
    char text[TEXT_SIZE];

    if (*cells[0] == '\0' || *cells[1] == '\0') return;
    if ((*n_shown)++ == 0) {
        sim_html_element(d->xml, "h2", "What to do with it");
        sim_xml_open(d->xml, "ul");
    }
    snprintf(text, sizeof text, "%.640s: %.1000s", cells[0], cells[1]);
    sim_html_element(d->xml, "li", text);
}

static sim_status write_answers(const sim_dossier *d, sim_error *err)
{
    static const char *const wanted[] = {"told_of", "words", NULL};
    picking p = {.d = d, .wanted = wanted, .show = show_answer};
    const sim_status status = pick("answers", &p, err);

    if (p.n_shown == 0) return status;
    sim_html_close(d->xml);
    sim_html_element(
        d->xml, "p",
        "By the fit: the interval of what was fitted. By the ranges: over "
        "parameters that no log tells, which are assumed. Beyond the last row of "
        "a log is extrapolated.");
    return status;
}

static void show_population(const sim_dossier *d, const char *const cells[],
                            size_t *n_shown)
{
    char text[TEXT_SIZE];

    if ((*n_shown)++ == 0) sim_xml_open(d->xml, "ul");
    if (*cells[9])
        snprintf(text, sizeof text, "%.200s: %.1000s", cells[0], cells[9]);
    else
        snprintf(text, sizeof text,
                 "%.200s: %s %.20s %.60s (95 %%: %.20s to %.20s), spread %.20s (%.20s to "
                 "%.20s)%s, of %.20s",
                 cells[0], strcmp(cells[10], "log") == 0 ? "geometric mean" : "mean",
                 cells[1], cells[8], cells[2], cells[3], cells[4], cells[5], cells[6],
                 strcmp(cells[10], "log") == 0 ? " of logarithms" : "", cells[7]);
    sim_html_element(d->xml, "li", text);
}

static sim_status write_populations(const sim_dossier *d, sim_error *err)
{
    static const char *const wanted[] = {"parameter", "middle",     "low",         "high",
                                         "spread",    "spread_low", "spread_high", "n",
                                         "unit",      "words",      "scale",       NULL};
    picking p = {.d = d, .wanted = wanted, .show = show_population};
    const sim_status status = pick("populations", &p, err);

    if (p.n_shown > 0) sim_html_close(d->xml);
    return status;
}

/* ---- all --------------------------------------------------------------------------------------------------- */

sim_status sim_dossier_write_fit(const sim_dossier *d, sim_error *err)
{
    sim_status status;

    sim_html_element(d->xml, "h2", "What was fitted, and to what");
    write_data(d);
    write_asked(d);
    sim_html_element(
        d->xml, "p",
        "All other parameters are as the table of parameters below says, where "
        "what is assumed is marked: estimates hold with them.");
    sim_html_element(d->xml, "h2", "What came out");
    write_estimates(d);
    status = write_populations(d, err);
    if (status == SIM_OK) status = write_answers(d, err);
    if (status != SIM_OK) return status;
    sim_html_element(d->xml, "h2", "How far it is to be trusted");
    write_criteria(d);
    write_patterns(d);
    return write_correlations(d, err);
}
