#include "sim/study/cohort.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <gsl/gsl_cdf.h>

#include "sim/io/memory.h"
#include "sim/io/mistakes.h"
#include "sim/io/sections.h"
#include "sim/io/text.h"

enum { NUMBERS_MAX = 3, TEXT_SIZE = 256, NAME_SIZE = 128 };

static const char *const draw_names[] = {
    [SIM_DRAW_COHORT] = "cohort", [SIM_DRAW_NONE] = "none", NULL};

const char *sim_cohort_draw_name(size_t i) { return draw_names[i]; }

static const char laboratory_word[] = "laboratory";

/* How each shape is written: with `least` to `most` numbers. */
static const struct {
    const char *name;
    size_t least, most;
    const char *example;
} shapes[] = {
    [SIM_FIXED] = {"fixed", 0, 0, "fixed"},
    [SIM_LOGNORMAL] = {"lognormal", 1, 1, "lognormal 0.3 (sd of the logarithm)"},
    [SIM_NORMAL] = {"normal", 1, 3, "normal 12 or normal 12 30 95 (sd, lowest, highest)"},
    [SIM_UNIFORM] = {"uniform", 2, 2, "uniform 0.01 0.1 (lowest, highest)"},
};
enum { N_SHAPES = sizeof shapes / sizeof *shapes };

/* Of a source's. */
static const char one_or_two_levels[] =
    "lognormal 0.3 or lognormal 0.3 laboratory 0.5 (sd of the logarithm)";

/* ---- values --------------------------------------------------------------- */

double sim_distribution_value(const sim_distribution *how, double uniform, double median)
{
    switch (how->shape) {
    case SIM_LOGNORMAL:
        return median * exp(gsl_cdf_gaussian_Pinv(uniform, how->sd));
    case SIM_NORMAL:
        return median + gsl_cdf_gaussian_Pinv(uniform, how->sd);
    case SIM_UNIFORM:
        return gsl_cdf_flat_Pinv(uniform, how->low, how->high);
    default:
        return median;
    }
}

bool sim_distribution_accepts(const sim_distribution *how, double value)
{
    return value >= how->low && value <= how->high;
}

static void print_laboratory(double sd, char text[SIM_DISTRIBUTION_SIZE])
{
    char number[SIM_NUMBER_SIZE];

    sim_number_print_exact(number, sd);
    sim_text_append(text, SIM_DISTRIBUTION_SIZE, " %s %s", laboratory_word, number);
}

void sim_distribution_print(const sim_distribution *how, char text[SIM_DISTRIBUTION_SIZE])
{
    const double numbers[] = {how->sd, how->low, how->high};
    size_t first = how->shape == SIM_UNIFORM ? 1 : 0;
    size_t end = how->bounded ? 3 : 1;

    if (how->shape == SIM_FIXED) end = 0;
    snprintf(text, SIM_DISTRIBUTION_SIZE, "%s", shapes[how->shape].name);
    for (size_t i = first; i < end; i++) {
        char number[SIM_NUMBER_SIZE];

        sim_number_print_exact(number, numbers[i]);
        sim_text_append(text, SIM_DISTRIBUTION_SIZE, " %s", number);
    }
    if (how->laboratory_sd > 0) print_laboratory(how->laboratory_sd, text);
}

/* ---- rows ----------------------------------------------------------------- */

/* A row while it is understood. */
typedef struct {
    const sim_row *row;
    const sim_parameter *parameter;
    sim_distribution *how; /* what it says */
    sim_owner owner;
    const sim_population *population;
    double numbers[NUMBERS_MAX];
    size_t n;
} reading;

static sim_status refuse_draw(const reading *r, const char *wrong, const char *right,
                              sim_error *err)
{
    return sim_row_refuse(r->row, ": ", wrong, right, err);
}

static sim_status find_shape(reading *r, const char *word, sim_error *err)
{
    sim_choice choice = {.nearest = {.wanted = word}};
    char hint[640];

    for (size_t i = 0; i < N_SHAPES; i++) {
        if (strcmp(shapes[i].name, word) == 0) {
            r->how->shape = (sim_shape)i;
            return SIM_OK;
        }
        sim_choice_offer(&choice, shapes[i].name);
    }
    sim_choice_print(&choice, hint, sizeof hint);
    return sim_fail(err, SIM_EVALUE, "%s: %s = %s: '%s' is no distribution%s",
                    r->row->place, r->row->name, r->row->how, word, hint);
}

static const char *example_of(const reading *r)
{
    return r->how->shape == SIM_LOGNORMAL && r->owner == SIM_SOURCE
               ? one_or_two_levels
               : shapes[r->how->shape].example;
}

/* A word in place of a number: a unit, which there is none of here, or a usual mistake. */
static sim_status refuse_word(const reading *r, const char *word, sim_error *err)
{
    const sim_parameter *q = r->parameter;
    char wrong[SIM_MISTAKE_TEXT], right[SIM_MISTAKE_TEXT];
    sim_mistake m;

    if (sim_units_known(q->units, word)) {
        if (r->how->shape == SIM_LOGNORMAL)
            return refuse_draw(r, "has a unit, and the logarithm has none", example_of(r),
                               err);
        snprintf(right, sizeof right, "numbers in %s alone",
                 strcmp(q->symbol->unit, "1") == 0 ? "parts of 1" : q->symbol->unit);
        return refuse_draw(r, "has a unit", right, err);
    }
    if (!sim_mistake_find(word, &m))
        return refuse_draw(r, "has a word that is no number", example_of(r), err);
    snprintf(wrong, sizeof wrong, "%.60s is no number: %.120s", word, m.what);
    return refuse_draw(r, wrong, *m.right ? m.right : example_of(r), err);
}

/* A row with a laboratory's level would be right. */
static sim_status refuse_level(const reading *r, const char *wrong, sim_error *err)
{
    char right[TEXT_SIZE];

    snprintf(right, sizeof right,
             "lognormal 0.3 laboratory 0.5 (sd of the logarithm, of %ss and of "
             "laboratories)",
             sim_owner_name(r->population, SIM_SOURCE));
    return refuse_draw(r, wrong, right, err);
}

static sim_status refuse_subject(const reading *r, sim_error *err)
{
    char wrong[TEXT_SIZE];

    snprintf(wrong, sizeof wrong, "is a %s's, and laboratories have none",
             sim_owner_name(r->population, SIM_SUBJECT));
    return refuse_draw(r, wrong, "the same without laboratory", err);
}

/* Can the draw have a laboratory's level at all? */
static sim_status check_laboratory(const reading *r, sim_error *err)
{
    if (r->owner == SIM_SUBJECT) return refuse_subject(r, err);
    if (r->how->shape == SIM_FIXED)
        return refuse_level(r, "is fixed and differs between laboratories", err);
    if (r->how->shape != SIM_LOGNORMAL)
        return refuse_level(
            r, "a laboratory is a factor, which a log-normal draw alone takes", err);
    return SIM_OK;
}

/* What follows the word laboratory. */
static sim_status read_laboratory(reading *r, char **rest, sim_error *err)
{
    const char *word = strtok_r(NULL, " \t", rest);
    sim_status status = check_laboratory(r, err);

    if (status != SIM_OK) return status;
    if (!word) return refuse_level(r, "has no number behind laboratory", err);
    if (!sim_number_parse(word, &r->how->laboratory_sd)) return refuse_word(r, word, err);
    if (strtok_r(NULL, " \t", rest))
        return refuse_level(r, "has more behind laboratory than one number", err);
    if (!(r->how->laboratory_sd > 0))
        return refuse_draw(r, "the standard deviation of laboratories is not above 0",
                           "a positive one, or the same without laboratory,", err);
    return SIM_OK;
}

static sim_status read_words(reading *r, char *text, sim_error *err)
{
    char *rest, *word = strtok_r(text, " \t", &rest);
    sim_status status = find_shape(r, word ? word : "", err);

    if (status != SIM_OK) return status;
    while ((word = strtok_r(NULL, " \t", &rest))) {
        if (strcmp(word, laboratory_word) == 0) break;
        if (r->n == NUMBERS_MAX)
            return refuse_draw(r, "has too many numbers", example_of(r), err);
        if (!sim_number_parse(word, &r->numbers[r->n++])) return refuse_word(r, word, err);
    }
    if (r->n < shapes[r->how->shape].least)
        return refuse_draw(r, "has too few numbers", example_of(r), err);
    if (r->n > shapes[r->how->shape].most)
        return refuse_draw(r, "has too many numbers", example_of(r), err);
    if (r->how->shape == SIM_NORMAL && r->n == 2)
        return refuse_draw(r, "has one bound of two", example_of(r), err);
    return word ? read_laboratory(r, &rest, err) : SIM_OK;
}

static sim_status check_bounds(const reading *r, sim_error *err)
{
    const sim_distribution *how = r->how;
    const sim_symbol *s = r->parameter->symbol;
    char range[2 * SIM_NUMBER_SIZE + 64], low[SIM_NUMBER_SIZE], high[SIM_NUMBER_SIZE];

    if (!(how->low < how->high))
        return refuse_draw(r, "the lower bound is not below the upper one",
                           shapes[r->how->shape].example, err);
    sim_number_print_exact(low, s->low);
    sim_number_print_exact(high, s->high);
    snprintf(range, sizeof range, "bounds within [%s, %s]", low, high);
    if (how->low < s->low || how->high > s->high)
        return refuse_draw(r, "goes beyond the parameter's range", range, err);
    return SIM_OK;
}

/* One in the unit of an earlier version, as a row in mm is of what is a share now; what is
 * drawn by default is not. */
static bool is_of_before(const reading *r, double sd)
{
    const sim_parameter *q = r->parameter;
    const bool is_choice = strcmp(r->row->origin, "default") != 0;

    return is_choice && r->how->shape == SIM_NORMAL && q->former &&
           q->former->kind == SIM_FORMER_UNIT && sd > q->symbol->high - q->symbol->low &&
           sd <= q->former->line.high - q->former->line.low;
}

static sim_status make_distribution(const reading *r, sim_error *err)
{
    const sim_symbol *s = r->parameter->symbol;
    sim_distribution *how = r->how;
    const bool has_sd = how->shape == SIM_LOGNORMAL || how->shape == SIM_NORMAL;
    const size_t bounds = has_sd ? 1 : 0;

    how->low = s->low;
    how->high = s->high;
    if (has_sd) how->sd = r->numbers[0];
    if (has_sd && !(how->sd > 0) && !(how->sd == 0 && how->laboratory_sd > 0))
        return refuse_draw(r, "the standard deviation is not above 0",
                           "a positive one, or fixed,", err);
    if (has_sd && is_of_before(r, how->sd))
        return sim_parameter_refuse_change(r->parameter, r->row->how, r->row->place, err);
    if (r->n < bounds + 2) return SIM_OK;
    how->bounded = true;
    how->low = r->numbers[bounds];
    how->high = r->numbers[bounds + 1];
    return check_bounds(r, err);
}

/* Finds "section.name" in the catalog. */
static sim_status find_row(const sim_catalog *catalog, const sim_row *row, size_t *found,
                           sim_error *err)
{
    char section[NAME_SIZE], *dot;
    sim_section_kind kind;
    sim_status status;

    snprintf(section, sizeof section, "%s", row->name);
    dot = strchr(section, '.');
    if (!dot || dot == section || !dot[1])
        return sim_catalog_refuse_key(catalog, row->name, row->place, err);
    *dot = '\0';
    kind = sim_section_kind_of(section);
    if (kind == SIM_SECTION_PRESETS)
        return sim_fail(err, SIM_EVALUE,
                        "%s: presets cannot be drawn, as %s would be; a parameter with "
                        "fractions, or presets as an axis of [sweep], would be right",
                        row->place, row->name);
    status = sim_catalog_find(catalog, section, dot + 1, row->place, found, err);
    if (status != SIM_OK) return status;
    if (kind == SIM_SECTION_COHORT)
        return sim_fail(err, SIM_EVALUE,
                        "%s: %s says how a cohort is made and cannot be drawn; in [cohort] "
                        "its name is %s alone",
                        row->place, row->name, dot + 1);
    if (catalog->rows[*found].symbol->kind != SIM_PARAM)
        return sim_fail(err, SIM_EVALUE,
                        "%s: %s takes whole numbers or words and cannot be drawn; a "
                        "parameter with fractions would be right",
                        row->place, row->name);
    if (sim_catalog_is_of_run(catalog, section))
        return sim_fail(err, SIM_EVALUE,
                        "%s: %s belongs to the whole run and cannot be drawn; a parameter "
                        "of a %s or %s would be right",
                        row->place, row->name,
                        sim_owner_name(catalog->population, SIM_SOURCE),
                        sim_owner_name(catalog->population, SIM_SUBJECT));
    return SIM_OK;
}

static sim_status understand(const sim_catalog *catalog, const sim_row *row,
                             sim_drawn *drawn, sim_error *err)
{
    reading r = {.row = row, .how = &drawn->how, .population = catalog->population};
    char text[TEXT_SIZE];
    sim_status status = find_row(catalog, row, &drawn->row, err);

    if (status != SIM_OK) return status;
    r.parameter = &catalog->rows[drawn->row];
    /* what the last model has is of whom it is about */
    r.owner = r.parameter->model + 1 == catalog->n_models ? SIM_SUBJECT : SIM_SOURCE;
    drawn->owner = r.owner;
    if (strlen(row->how) >= sizeof text)
        return refuse_draw(&r, "is longer than 255 characters", "a shorter one", err);
    snprintf(text, sizeof text, "%s", row->how);
    status = read_words(&r, text, err);
    return status == SIM_OK ? make_distribution(&r, err) : status;
}

/* ---- the list ------------------------------------------------------------- */

const sim_drawn *sim_cohort_find(const sim_cohort *cohort, size_t row)
{
    for (size_t i = 0; i < cohort->n; i++) {
        if (cohort->list[i].row == row) return &cohort->list[i];
    }
    return NULL;
}

sim_status sim_cohort_set(sim_cohort *cohort, const sim_catalog *catalog,
                          const sim_row *row, sim_error *err)
{
    sim_drawn drawn = {0}, *old;
    sim_status status = understand(catalog, row, &drawn, err);

    if (status != SIM_OK) return status;
    old = (sim_drawn *)sim_cohort_find(cohort, drawn.row);
    if (old && old->layer == row->layer) return sim_row_refuse_second(row, old->place, err);
    if (old && old->layer > row->layer) return SIM_OK;
    if (!old && !sim_memory_grow(&cohort->list, cohort->n, sizeof *cohort->list))
        return sim_fail_memory(err, "cohort");
    if (!old) {
        old = &cohort->list[cohort->n++];
        *old = (sim_drawn){.row = drawn.row, .owner = drawn.owner};
    }
    old->how = drawn.how;
    old->layer = row->layer;
    return sim_row_keep(row, &old->place, &old->origin, err);
}

sim_status sim_cohort_init(sim_cohort *cohort, const sim_catalog *catalog, sim_error *err)
{
    const sim_population *population = catalog->population;
    sim_status status = SIM_OK;

    *cohort = (sim_cohort){0};
    for (size_t i = 0; status == SIM_OK && population && i < population->n_draws; i++) {
        const sim_draw *draw = &population->draws[i];
        char name[NAME_SIZE];
        const sim_row row = {name, draw->how, "cohort", "default", 0};

        snprintf(name, sizeof name, "%s.%s", draw->section, draw->name);
        status = sim_cohort_set(cohort, catalog, &row, err);
        if (status == SIM_OK) cohort->list[cohort->n - 1].owner = draw->owner;
    }
    return status;
}

void sim_cohort_free(sim_cohort *cohort)
{
    for (size_t i = 0; i < cohort->n; i++) {
        free(cohort->list[i].place);
        free(cohort->list[i].origin);
    }
    free(cohort->list);
    free(cohort->pairs);
    sim_row_forget(&cohort->correlate);
    *cohort = (sim_cohort){0};
}

void sim_cohort_write(const sim_cohort *cohort, const sim_catalog *catalog, FILE *out)
{
    for (size_t i = 0; i < cohort->n; i++) {
        const sim_drawn *drawn = &cohort->list[i];
        const sim_parameter *q = &catalog->rows[drawn->row];
        char how[SIM_DISTRIBUTION_SIZE];

        sim_distribution_print(&drawn->how, how);
        fprintf(out, "%s.%s = %s #: %s\n", q->section, q->symbol->name, how, drawn->origin);
    }
    if (cohort->correlate.how)
        fprintf(out, "%s = %s #: %s\n", sim_correlate_row, cohort->correlate.how,
                cohort->correlate.origin);
}
