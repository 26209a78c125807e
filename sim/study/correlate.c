/* correlate.c -- of cohort.h: which draws are correlated. */
#include <stdlib.h>
#include <string.h>

#include "sim/io/memory.h"
#include "sim/io/text.h"
#include "sim/study/cohort.h"

enum { NAME_SIZE = 128, GROUP_MOST = 8 };

const char sim_correlate_row[] = "correlate";

sim_status sim_cohort_correlate(sim_cohort *cohort, const sim_row *row, sim_error *err)
{
    return sim_row_take(&cohort->correlate, "cohort.correlate", row, err);
}

/* ---- names ---------------------------------------------------------------- */

typedef struct {
    sim_cohort *cohort;
    const sim_catalog *catalog;
    const char *place;
} reader;

static sim_status refuse(const reader *r, sim_error *err, const char *name,
                         const char *wrong)
{
    return sim_fail(err, SIM_EVALUE, "%s: cohort.correlate: %.150s %s", r->place, name,
                    wrong);
}

/* Has it draws of its own, and not its laboratory's alone? */
static bool is_drawn(const sim_drawn *drawn)
{
    if (!drawn || drawn->how.shape == SIM_FIXED) return false;
    return drawn->how.shape == SIM_UNIFORM || drawn->how.sd > 0;
}

static sim_status find_name(const reader *r, const char *name, size_t *row, sim_error *err)
{
    char section[NAME_SIZE], *dot;
    sim_status status;

    snprintf(section, sizeof section, "%s", name);
    dot = strchr(section, '.');
    if (!dot || dot == section || !dot[1])
        return sim_catalog_refuse_key(r->catalog, name, r->place, err);
    *dot = '\0';
    status = sim_catalog_find(r->catalog, section, dot + 1, r->place, row, err);
    if (status != SIM_OK || is_drawn(sim_cohort_find(r->cohort, *row))) return status;
    return refuse(r, err, name,
                  "is not drawn; a row of [cohort] with its own spread would be right");
}

static sim_status check_owners(const reader *r, size_t one, size_t other, sim_error *err)
{
    const sim_population *p = r->catalog->population;
    const sim_drawn *a = sim_cohort_find(r->cohort, one),
                    *b = sim_cohort_find(r->cohort, other);

    if (a->owner == b->owner) return SIM_OK;
    return sim_fail(
        err, SIM_EVALUE,
        "%s: cohort.correlate: %s.%s is a %s's and %s.%s a %s's; two of the same "
        "would be right",
        r->place, r->catalog->rows[one].section, r->catalog->rows[one].symbol->name,
        sim_owner_name(p, a->owner), r->catalog->rows[other].section,
        r->catalog->rows[other].symbol->name, sim_owner_name(p, b->owner));
}

/* ---- the row -------------------------------------------------------------- */

static sim_status add_pair(const reader *r, size_t one, size_t other, double correlation,
                           sim_error *err)
{
    sim_cohort *c = r->cohort;
    const sim_status status = one == other ? SIM_OK : check_owners(r, one, other, err);

    if (status != SIM_OK) return status;
    if (!sim_memory_grow(&c->pairs, c->n_pairs, sizeof *c->pairs))
        return sim_fail_memory(err, r->place);
    c->pairs[c->n_pairs++] = (sim_pair_of){one, other, correlation, r->place};
    return SIM_OK;
}

/* Cuts the number off the end of "A, B 0.5". */
static sim_status take_number(const reader *r, char *text, double *correlation,
                              sim_error *err)
{
    char *number = strrchr(text, ' ');

    if (number && sim_number_parse(number + 1, correlation)) {
        *number = '\0';
        return SIM_OK;
    }
    return refuse(r, err, text,
                  "does not end with a correlation; product.lot_potency, "
                  "passaging.hazard_scale 0.5 would be right");
}

/* "A, B 0.5"; of more than two, all of them. */
static sim_status take_group(const reader *r, char *text, sim_error *err)
{
    size_t rows[GROUP_MOST], n = 0;
    double correlation = 0;
    sim_status status = take_number(r, text, &correlation, err);
    char *name;

    while (status == SIM_OK && (name = sim_text_next(&text))) {
        if (n == GROUP_MOST)
            return refuse(r, err, name,
                          "is one too many; eight names at most would be right");
        status = find_name(r, name, &rows[n], err);
        for (size_t i = 0; status == SIM_OK && i < n; i++)
            status = add_pair(r, rows[i], rows[n], correlation, err);
        n++;
    }
    if (status == SIM_OK && n < 2)
        status = refuse(r, err, "one name",
                        "stands alone; another one behind a comma would be right");
    return status;
}

static sim_status take_all(const reader *r, char *text, sim_error *err)
{
    sim_status status = SIM_OK;

    for (char *group = text; status == SIM_OK && group;) {
        char *bar = strchr(group, '|');

        if (bar) *bar = '\0';
        status = take_group(r, sim_text_trim(group), err);
        group = bar ? bar + 1 : NULL;
    }
    return status;
}

/* ---- the copula ----------------------------------------------------------- */

static size_t find_row(size_t n, const size_t rows[], size_t row)
{
    size_t i = 0;

    while (i < n && rows[i] != row) i++;
    return i;
}

sim_status sim_cohort_copula(const sim_cohort *cohort, size_t n, const size_t rows[],
                             const char *const names[], sim_copula *copula, sim_error *err)
{
    sim_pair_of *pairs = calloc(cohort->n_pairs + 1, sizeof *pairs);
    sim_status status = pairs ? SIM_OK : sim_fail_memory(err, "cohort");
    size_t n_pairs = 0;

    *copula = (sim_copula){0};
    for (size_t i = 0; pairs && i < cohort->n_pairs; i++) {
        sim_pair_of pair = cohort->pairs[i];

        pair.one = find_row(n, rows, pair.one);
        pair.other = find_row(n, rows, pair.other);
        if (pair.one < n && pair.other < n) pairs[n_pairs++] = pair;
    }
    if (status == SIM_OK) status = sim_copula_init(copula, n, names, pairs, n_pairs, err);
    free(pairs);
    return status;
}

/* Are they such as can be together? */
static sim_status check_pairs(const reader *r, sim_error *err)
{
    const sim_cohort *c = r->cohort;
    char(*names)[NAME_SIZE] = calloc(c->n + 1, sizeof *names);
    const char **shown = calloc(c->n + 1, sizeof *shown);
    size_t *rows = calloc(c->n + 1, sizeof *rows);
    sim_copula copula = {0};
    sim_status status = SIM_OK;

    if (!names || !shown || !rows) status = sim_fail_memory(err, r->place);
    for (size_t i = 0; status == SIM_OK && i < c->n; i++) {
        const sim_parameter *q = &r->catalog->rows[c->list[i].row];

        snprintf(names[i], NAME_SIZE, "%s.%s", q->section, q->symbol->name);
        shown[i] = names[i];
        rows[i] = c->list[i].row;
    }
    if (status == SIM_OK) status = sim_cohort_copula(c, c->n, rows, shown, &copula, err);
    sim_copula_free(&copula);
    free(names);
    free(shown);
    free(rows);
    return status;
}

sim_status sim_cohort_settle(sim_cohort *cohort, const sim_catalog *catalog, sim_error *err)
{
    const reader r = {
        .cohort = cohort, .catalog = catalog, .place = cohort->correlate.place};
    char *text;
    sim_status status;

    cohort->n_pairs = 0;
    if (!cohort->correlate.how) return SIM_OK;
    text = sim_text_copy(cohort->correlate.how);
    status = text ? take_all(&r, text, err) : sim_fail_memory(err, r.place);
    if (status == SIM_OK) status = check_pairs(&r, err);
    free(text);
    return status;
}
