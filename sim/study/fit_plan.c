#include "sim/study/fit_plan.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "sim/io/memory.h"
#include "sim/io/text.h"
#include "sim/study/observed.h"

enum { TEXT_SIZE = 256 };

static const char per_word[] = "per", arm_word[] = "arm";

double sim_prior_residual(const sim_prior *prior, double value)
{
    switch (prior->kind) {
    case SIM_PRIOR_NORMAL:
        return (value - prior->middle) / prior->sd;
    case SIM_PRIOR_LOGNORMAL:
        return log(value / prior->middle) / prior->sd;
    default:
        return 0;
    }
}

/* ---- what stands behind the range ---------------------------------------------------------- */

/* A row while it is understood. */
typedef struct {
    const sim_axis_world *world;
    const sim_row *row;
    const sim_parameter *parameter;
    sim_fit_row *fit;
    bool has_scale, has_per; /* so far */
} reading;

static sim_status refuse(const reading *r, const char *wrong, const char *right,
                         sim_error *err)
{
    return sim_row_refuse(r->row, ": ", wrong, right, err);
}

/* What is taken beside a range. */
static sim_status refuse_part(const reading *r, const char *part, sim_error *err)
{
    char wrong[TEXT_SIZE], right[TEXT_SIZE];

    snprintf(wrong, sizeof wrong, "'%.100s' says nothing of a fit", part);
    snprintf(right, sizeof right,
             "log, linear, normal MEAN SD, lognormal MEDIAN SD, per arm or per %s",
             sim_observed_subject(r->world->catalog->chain));
    return refuse(r, wrong, right, err);
}

static sim_status read_per(reading *r, const char *whom, sim_error *err)
{
    const char *subject = sim_observed_subject(r->world->catalog->chain);
    char right[TEXT_SIZE];

    if (r->has_per) return refuse(r, "says twice of whom it is", "one of the two", err);
    r->has_per = true;
    if (whom && strcmp(whom, arm_word) == 0)
        r->fit->per = SIM_FIT_PER_ARM;
    else if (whom && strcmp(whom, subject) == 0)
        r->fit->per = SIM_FIT_PER_SOURCE;
    else {
        snprintf(right, sizeof right, "per arm, or per %s,", subject);
        return refuse(r, "does not say of whom it is", right, err);
    }
    return SIM_OK;
}

static sim_status set_scale(reading *r, bool log, sim_error *err)
{
    if (r->has_scale) return refuse(r, "says its scale twice", "one of the two", err);
    r->has_scale = true;
    r->fit->log = log;
    return SIM_OK;
}

/* A number in the unit of the parameter, or with that behind it. */
static sim_status read_number(const reading *r, const char *text, const char *unit,
                              const char *right, double *number, sim_error *err)
{
    const sim_parameter *q = r->parameter;
    char with[TEXT_SIZE], wrong[TEXT_SIZE];
    const char *behind;

    snprintf(with, sizeof with, "%s %s", text ? text : "", unit ? unit : "");
    if (text && sim_units_read(q->units, with, q->symbol->unit, number, &behind))
        return SIM_OK;
    snprintf(wrong, sizeof wrong, "'%.100s' is no number in %s", text ? with : "",
             q->symbol->unit);
    return refuse(r, wrong, right, err);
}

static sim_status check_prior(const reading *r, const char *right, sim_error *err)
{
    const sim_prior *p = &r->fit->prior;

    if (!(p->sd > 0)) return refuse(r, "its standard deviation is not above 0", right, err);
    if (p->kind == SIM_PRIOR_LOGNORMAL && !(p->middle > 0))
        return refuse(r, "its median is not above 0", right, err);
    return SIM_OK;
}

/* "normal 24 4 h", "lognormal 30 0.4": what stands behind the word. */
static sim_status read_prior(reading *r, sim_prior_kind kind, char **rest, sim_error *err)
{
    const char *right = kind == SIM_PRIOR_NORMAL
                            ? "normal MEAN SD, with a unit behind both,"
                            : "lognormal MEDIAN SD, the SD that of the logarithm,";
    sim_prior *p = &r->fit->prior;
    const char *middle = strtok_r(NULL, " \t", rest), *sd = strtok_r(NULL, " \t", rest),
               *unit = strtok_r(NULL, "", rest);
    sim_status status = SIM_OK;

    if (p->kind != SIM_PRIOR_NONE)
        return refuse(r, "says twice what is known of it", "one of the two", err);
    p->kind = kind;
    if (!middle || !sd) return refuse(r, "has no two numbers", right, err);
    status = read_number(r, middle, unit, right, &p->middle, err);
    if (status != SIM_OK) return status;
    if (kind == SIM_PRIOR_NORMAL)
        status = read_number(r, sd, unit, right, &p->sd, err);
    else if (!sim_number_parse(sd, &p->sd))
        return refuse(r, "the sd of its logarithm is no number", right, err);
    return status == SIM_OK ? check_prior(r, right, err) : status;
}

static sim_status read_part(reading *r, char *part, sim_error *err)
{
    char whole[TEXT_SIZE], *rest;
    const char *word;

    snprintf(whole, sizeof whole, "%s", part);
    word = strtok_r(part, " \t", &rest);
    if (!word) return refuse_part(r, whole, err);
    if (strcmp(word, per_word) == 0) return read_per(r, strtok_r(NULL, " \t", &rest), err);
    if (strcmp(word, "normal") == 0) return read_prior(r, SIM_PRIOR_NORMAL, &rest, err);
    if (strcmp(word, "lognormal") == 0)
        return read_prior(r, SIM_PRIOR_LOGNORMAL, &rest, err);
    if (strcmp(whole, "log") == 0 || strcmp(whole, "linear") == 0)
        return set_scale(r, strcmp(whole, "log") == 0, err);
    return refuse_part(r, whole, err);
}

/* ---- rows ------------------------------------------------------------------------------------ */

/* The range is that of an axis that takes any value between its ends. */
static sim_status read_range(reading *r, const char *text, sim_error *err)
{
    const sim_axis_world world = {r->world->catalog, r->world->presets, true};
    const sim_row row = {r->row->name, text, r->row->place, r->row->origin, r->row->layer};
    sim_axis axis = {0};
    sim_status status = sim_axis_read(&axis, &world, &row, err);
    const bool is_real = status == SIM_OK && !axis.is_preset &&
                         world.catalog->rows[axis.row].symbol->kind == SIM_PARAM &&
                         axis.levels == 0;

    free(axis.list);
    if (status != SIM_OK) return status;
    if (!is_real)
        return refuse(r, "takes no fractions and is not fitted",
                      "a parameter that takes any number in a range", err);
    r->parameter = &world.catalog->rows[axis.row];
    r->fit->row = axis.row;
    r->fit->low = axis.low;
    r->fit->high = axis.high;
    r->fit->log = axis.low > 0;
    r->has_scale = axis.log;
    return SIM_OK;
}

static sim_status understand(reading *r, char *text, sim_error *err)
{
    char *rest = text, *part = sim_text_next(&rest);
    sim_status status = read_range(r, part, err);

    while (status == SIM_OK && (part = sim_text_next(&rest)))
        status = read_part(r, part, err);
    if (status == SIM_OK && r->fit->log && !(r->fit->low > 0))
        return refuse(r, "has a logarithm that starts at 0 or below",
                      "a lower end above 0, or linear,", err);
    return status;
}

static void row_free(sim_fit_row *row)
{
    char *const texts[] = {row->name, row->how, row->place, row->origin};

    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) free(texts[i]);
}

static sim_fit_row *find(const sim_fit_plan *plan, const char *name)
{
    for (size_t i = 0; i < plan->n; i++) {
        if (strcmp(plan->list[i].name, name) == 0) return &plan->list[i];
    }
    return NULL;
}

/* Takes what was understood into the list, which then owns it, or frees it. */
static sim_status take(sim_fit_plan *plan, sim_fit_row *made, const sim_row *row,
                       sim_error *err)
{
    sim_fit_row *old = find(plan, row->name);
    sim_status status = sim_row_keep(row, &made->place, &made->origin, err);

    made->layer = row->layer;
    made->name = sim_text_copy(row->name);
    made->how = sim_text_copy(row->how);
    if (!made->name || !made->how ||
        (!old && !sim_memory_grow(&plan->list, plan->n, sizeof *plan->list)))
        status = sim_fail_memory(err, row->place);
    if (status != SIM_OK) {
        row_free(made);
        return status;
    }
    if (old) row_free(old);
    *(old ? old : &plan->list[plan->n++]) = *made;
    return SIM_OK;
}

sim_status sim_fit_plan_set(sim_fit_plan *plan, const sim_axis_world *world,
                            const sim_row *row, sim_error *err)
{
    const sim_fit_row *old = find(plan, row->name);
    sim_fit_row made = {0};
    reading r = {.world = world, .row = row, .fit = &made};
    char text[TEXT_SIZE];
    sim_status status;

    if (old && old->layer == row->layer) return sim_row_refuse_second(row, old->place, err);
    if (strlen(row->how) >= sizeof text)
        return refuse(&r, "is longer than 255 characters", "a shorter one", err);
    snprintf(text, sizeof text, "%s", row->how);
    status = understand(&r, text, err);
    return status == SIM_OK && (!old || old->layer < row->layer)
               ? take(plan, &made, row, err)
               : status;
}

sim_status sim_fit_plan_add(sim_fit_plan *plan, const sim_axis_world *world,
                            const char *name, size_t length, const char *origin,
                            sim_error *err)
{
    char text[TEXT_SIZE];
    const sim_row row = {text, "range", origin, origin, 0};

    snprintf(text, sizeof text, "%.*s", (int)length, name);
    return find(plan, text) ? SIM_OK : sim_fit_plan_set(plan, world, &row, err);
}

void sim_fit_plan_free(sim_fit_plan *plan)
{
    for (size_t i = 0; i < plan->n; i++) row_free(&plan->list[i]);
    free(plan->list);
    *plan = (sim_fit_plan){0};
}

void sim_fit_plan_write(const sim_fit_plan *plan, FILE *out)
{
    for (size_t i = 0; i < plan->n; i++)
        fprintf(out, "%s = %s " SIM_INI_ORIGIN "%s\n", plan->list[i].name,
                plan->list[i].how, plan->list[i].origin);
}
