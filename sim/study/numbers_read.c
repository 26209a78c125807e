/* numbers_read.c -- the rows of [numbers], and what each says. */
#include <ctype.h>
#include <math.h>
#include <stdarg.h>
#include <string.h>
#include <strings.h>

#include "sim/study/numbers_parts.h"
#include "sim/study/plan.h"

enum { NAME_LENGTH = 40, WRONG_SIZE = 400, RIGHT_SIZE = 160 };

typedef struct {
    sim_numbers *numbers;
    size_t place; /* of the number in reading: those before it have names */
    sim_formed *own;
    char unit[SIM_UNIT_TEXT]; /* of the meter that was read last */
} scope;

static const sim_model *last_model(const scope *s)
{
    const sim_chain *chain = s->numbers->readout.chain;

    return chain->stages[chain->n_stages - 1].model;
}

static sim_status __attribute__((format(printf, 4, 5)))
refuse(const sim_expression_call *call, sim_error *err, const char *right,
       const char *format, ...)
{
    char wrong[WRONG_SIZE];
    va_list args;

    va_start(args, format);
    vsnprintf(wrong, sizeof wrong, format, args);
    va_end(args);
    return sim_row_refuse(call->row, ": ", wrong, right, err);
}

/* ---- names ------------------------------------------------------------------ */

static bool name_of(void *data, size_t i, sim_named *named)
{
    const scope *s = data;
    const sim_readout *r = &s->numbers->readout;

    if (i < r->visits) {
        *named = (sim_named){r->list[i].column.name, r->list[i].column.unit, i};
    } else if (i - r->visits < s->place) {
        const sim_formed *own = &s->numbers->list[i - r->visits];

        *named = (sim_named){own->name, own->expression.unit, i};
    }
    return i < r->visits || i - r->visits < s->place;
}

static const char *function_name(size_t i)
{
    return i < SIM_METERS ? sim_meter_rows[i].word : NULL;
}

/* ---- arguments -------------------------------------------------------------- */

static sim_status find_column(const scope *s, const sim_expression_call *call,
                              const char *name, sim_watched *of, sim_error *err)
{
    sim_nearest nearest = {.wanted = name};

    *of = sim_watched_find(last_model(s), name);
    if (of->symbol) return SIM_OK;
    sim_watched_offer(last_model(s), &nearest);
    return refuse(call, err, nearest.best ? nearest.best : "one of the course in time",
                  "unknown column '%.60s'", name);
}

static sim_status read_in(const scope *s, const sim_expression_call *call, const char *text,
                          const char *unit, double *value, sim_error *err)
{
    char right[RIGHT_SIZE];
    const char *behind = "";

    if (sim_units_read(s->numbers->catalog->units, text, unit, value, &behind) &&
        isfinite(*value))
        return SIM_OK;
    if (sim_units_lack_memory()) return sim_fail_memory(err, call->row->place);
    if (strcmp(unit, "1") == 0)
        return refuse(call, err, "0.5", "'%.60s' is no number", text);
    snprintf(right, sizeof right, "a number, or one in a unit such as %s,", unit);
    return refuse(call, err, right, "'%.60s' is no number in %s", text, unit);
}

static sim_status read_time(const scope *s, const sim_expression_call *call,
                            const char *text, double *t, sim_error *err)
{
    sim_status status = read_in(s, call, text, last_model(s)->time_unit, t, err);

    if (status != SIM_OK || *t >= 0) return status;
    return refuse(call, err, "one from 0 on", "'%.60s' lies before the course", text);
}

/* "column < level", in place. */
static sim_status read_condition(const scope *s, const sim_expression_call *call,
                                 char *text, sim_meter *m, sim_error *err)
{
    char *sign = text + strcspn(text, "<>");
    sim_status status;

    if (!*sign)
        return refuse(call, err, "column < level, or one of >, <= and >=,",
                      "'%.60s' is no condition", text);
    m->is_upper = *sign == '>';
    m->is_strict = sign[1] != '=';
    *sign = '\0';
    status = find_column(s, call, sim_text_trim(text), &m->of, err);
    if (status != SIM_OK) return status;
    return read_in(s, call, sim_text_trim(sign + (m->is_strict ? 1 : 2)),
                   sim_watched_column(last_model(s), &m->of).unit, &m->level, err);
}

static sim_status read_first(const scope *s, const sim_expression_call *call, sim_meter *m,
                             sim_error *err)
{
    const char *day = sim_day_of(s->numbers->readout.chain).name;

    if (strcmp(call->args[0], day) != 0)
        return refuse(call, err, day, "'%.60s' is not what is looked for", call->args[0]);
    return read_condition(s, call, call->args[1], m, err);
}

/* What stands before `from, to`. */
static sim_status read_own_args(const scope *s, const sim_expression_call *call,
                                sim_meter *m, sim_error *err)
{
    sim_status status;

    if (m->kind == SIM_METER_FIRST) return read_first(s, call, m, err);
    status = find_column(s, call, call->args[0], &m->of, err);
    if (status != SIM_OK || sim_meter_rows[m->kind].n_args == 1) return status;
    if (m->kind == SIM_METER_AT) return read_time(s, call, call->args[1], &m->from, err);
    m->is_strict = true;
    m->is_upper = m->kind == SIM_METER_ABOVE;
    return read_in(s, call, call->args[1], sim_watched_column(last_model(s), &m->of).unit,
                   &m->level, err);
}

static sim_status read_span(const scope *s, const sim_expression_call *call, sim_meter *m,
                            sim_error *err)
{
    const size_t first = sim_meter_rows[m->kind].n_args;
    sim_status status = SIM_OK;

    if (call->n_args == first) return SIM_OK;
    status = read_time(s, call, call->args[first], &m->from, err);
    if (status == SIM_OK) status = read_time(s, call, call->args[first + 1], &m->to, err);
    if (status != SIM_OK || m->from < m->to) return status;
    return refuse(call, err, "a time before a later one", "it goes from %s to %s",
                  call->args[first], call->args[first + 1]);
}

static sim_status check_count(const sim_expression_call *call, const sim_meter_row *row,
                              sim_error *err)
{
    char right[RIGHT_SIZE];

    if (call->n_args == row->n_args || (row->may_last && call->n_args == row->n_args + 2))
        return SIM_OK;
    snprintf(right, sizeof right, "%s(%s)%s", row->word, row->takes,
             row->may_last ? ", or without the last two," : "");
    return refuse(call, err, right, "%s has %zu argument%s", row->word, call->n_args,
                  call->n_args == 1 ? "" : "s");
}

/* ---- meters ----------------------------------------------------------------- */

static sim_status find_unit(scope *s, const sim_meter *m, const sim_expression_call *call,
                            sim_error *err)
{
    const char *unit = sim_watched_column(last_model(s), &m->of).unit,
               *time = last_model(s)->time_unit;
    const sim_meter_unit of = sim_meter_rows[m->kind].unit;
    sim_unit_words words, day;

    snprintf(s->unit, sizeof s->unit, "%s", of == SIM_METER_OF_TIME ? time : unit);
    if (of != SIM_METER_OF_BOTH) return SIM_OK;
    if (sim_unit_words_read(unit, &words) && sim_unit_words_read(time, &day) &&
        sim_unit_words_multiply(&words, &day, 1) && sim_unit_words_print(&words, s->unit))
        return SIM_OK;
    return refuse(call, err, "a column in another", "nothing can be worked out in %s",
                  unit);
}

static sim_status add_meter(sim_numbers *n, const sim_meter *m,
                            const sim_expression_call *call, sim_error *err)
{
    if (n->n_meters == SIM_METERS_MOST)
        return refuse(call, err, "fewer", "%d functions of columns are the most",
                      (int)SIM_METERS_MOST);
    if (!sim_memory_grow(&n->meters, n->n_meters, sizeof *m))
        return sim_fail_memory(err, call->row->place);
    n->meters[n->n_meters++] = *m;
    return SIM_OK;
}

/* max and min are functions of numbers too. */
static bool is_meter(const scope *s, const sim_expression_call *call, size_t kind)
{
    if (kind == SIM_METERS) return false;
    if (kind != SIM_METER_HIGHEST && kind != SIM_METER_LOWEST) return true;
    return call->n_args != 2 ||
           (call->n_args > 0 && sim_watched_find(last_model(s), call->args[0]).symbol);
}

static sim_status read_call(void *data, const sim_expression_call *call, bool *is_own,
                            sim_named *named, sim_error *err)
{
    scope *s = data;
    sim_meter m = {.to = INFINITY};
    size_t kind = 0;
    sim_status status;

    while (kind < SIM_METERS && strcmp(sim_meter_rows[kind].word, call->name) != 0) kind++;
    *is_own = is_meter(s, call, kind);
    if (!*is_own) return SIM_OK;
    m.kind = (sim_meter_kind)kind;
    status = check_count(call, &sim_meter_rows[kind], err);
    if (status == SIM_OK) status = read_own_args(s, call, &m, err);
    if (status == SIM_OK) status = read_span(s, call, &m, err);
    if (status == SIM_OK) status = find_unit(s, &m, call, err);
    if (status == SIM_OK) status = add_meter(s->numbers, &m, call, err);
    if (status != SIM_OK) return status;
    s->own->is_against = s->own->is_against || m.of.against;
    *named = (sim_named){call->name, s->unit,
                         sim_formed_meters(s->numbers) + s->numbers->n_meters - 1};
    return SIM_OK;
}

/* ---- a number --------------------------------------------------------------- */

static void look_for_differences(const sim_numbers *n, sim_formed *own)
{
    const sim_readout *r = &n->readout;

    for (size_t i = 0; i < own->expression.n; i++) {
        const sim_expression_code *code = &own->expression.code[i];

        if (!code->is_slot || code->slot >= sim_formed_meters(n)) continue;
        if (code->slot >= r->visits)
            own->is_against = own->is_against || n->list[code->slot - r->visits].is_against;
        else if (r->list[code->slot].summary)
            own->is_against = own->is_against ||
                              sim_reading_is_against(r->list[code->slot].summary->reading);
    }
}

static sim_status understand(sim_numbers *n, size_t place, const sim_row *row,
                             sim_formed *own, sim_error *err)
{
    scope s = {.numbers = n, .place = place, .own = own};
    const sim_expression_world world = {n->catalog->units, name_of, read_call,
                                        function_name, &s};
    sim_status status = sim_expression_read(&own->expression, &world, row, err);

    if (status == SIM_OK) look_for_differences(n, own);
    return status;
}

/* ---- names ---------------------------------------------------------------- */

static sim_status check_spelling(const sim_row *row, sim_error *err)
{
    const char *c = row->name;

    while (isalnum((unsigned char)*c) || *c == '_') c++;
    if (!*c && c > row->name && !isdigit((unsigned char)*row->name) &&
        c - row->name <= NAME_LENGTH)
        return SIM_OK;
    return sim_fail(err, SIM_ENAME,
                    "%s: number '%s' needs a name of 1 to %d letters, digits and _, not "
                    "first a digit; burden would be right",
                    row->place, row->name, (int)NAME_LENGTH);
}

static bool is_symbol(const sim_model *m, const char *name)
{
    const sim_symbol *s = sim_model_find(m, name);

    return s && (sim_symbol_is_settable(s) || !sim_symbol_is_constant(s));
}

/* What stands beside numbers in the tables of runs, replicates, sweeps and searches. */
static const char *const beside[] = {"arm",        "replicate", "seed",    "redraws",
                                     "laboratory", "point",     "status",  "reason",
                                     "stage",      "value",     "feasible"};

static bool is_beside(const char *name)
{
    for (size_t i = 0; i < sizeof beside / sizeof *beside; i++)
        if (strcasecmp(name, beside[i]) == 0) return true;
    return false;
}

/* Can a table not have both? */
static bool clash(const char *name, const char *other)
{
    return sim_plan_is_kept(name, other) || sim_plan_is_kept(other, name);
}

/* The day at which a stage ends: a sweep calls it so. */
static bool is_end(const sim_model *m, const char *name)
{
    char end[160];

    snprintf(end, sizeof end, "%s_day", m->name);
    return clash(name, end);
}

static bool is_taken(const sim_numbers *n, const char *name)
{
    const sim_chain *chain = n->readout.chain;
    bool is = is_beside(name);

    for (size_t i = 0; i < n->readout.n; i++)
        is = is || clash(name, n->readout.list[i].column.name);
    for (size_t i = 0; i < n->n; i++)
        is = is || (strcmp(name, n->list[i].name) != 0 && clash(name, n->list[i].name));
    for (size_t i = 0; i < chain->n_stages; i++)
        is = is || is_end(chain->stages[i].model, name) ||
             is_symbol(chain->stages[i].model, name) ||
             sim_watched_find(chain->stages[i].model, name).symbol;
    return is;
}

static sim_status check_name(const sim_numbers *n, const sim_row *row, sim_error *err)
{
    sim_status status = check_spelling(row, err);

    if (status != SIM_OK || !is_taken(n, row->name)) return status;
    return sim_fail(err, SIM_ENAME,
                    "%s: number '%s' has the name of a column or parameter that there is; "
                    "own_%.30s would be right",
                    row->place, row->name, row->name);
}

/* ---- rows ----------------------------------------------------------------- */

static size_t find_formed(const sim_numbers *n, const char *name)
{
    size_t i = 0;

    while (i < n->n && strcmp(n->list[i].name, name) != 0) i++;
    return i;
}

static sim_status keep_texts(sim_formed *own, const sim_row *row, sim_error *err)
{
    own->name = sim_text_copy(row->name);
    own->how = sim_text_copy(row->how);
    own->layer = row->layer;
    if (!own->name || !own->how) return sim_fail_memory(err, row->place);
    return sim_row_keep(row, &own->place, &own->origin, err);
}

/* In the place of the one that it stands over, or behind all. */
static sim_status add_formed(sim_numbers *n, size_t place, sim_formed *own,
                             const sim_row *row, sim_error *err)
{
    sim_status status = keep_texts(own, row, err);

    if (status == SIM_OK && place == n->n && !sim_memory_grow(&n->list, n->n, sizeof *own))
        status = sim_fail_memory(err, row->place);
    if (status != SIM_OK) {
        sim_formed_free(own);
        return status;
    }
    if (place == n->n)
        n->n++;
    else
        sim_formed_free(&n->list[place]);
    n->list[place] = *own;
    return SIM_OK;
}

static sim_status open_readout(sim_numbers *n, const sim_row *row, sim_error *err)
{
    sim_status status = SIM_OK;

    if (!n->readout.chain) status = sim_readout_init(&n->readout, n->catalog->chain, err);
    sim_bug(sim_formed_meters(n) > SIM_FORMED_SLOTS);
    if (status != SIM_OK || n->n < SIM_NUMBERS_MOST) return status;
    return sim_fail(err, SIM_EVALUE,
                    "%s: number '%s' is one of more than %d; fewer would be right",
                    row->place, row->name, (int)SIM_NUMBERS_MOST);
}

sim_status sim_numbers_set(sim_numbers *n, const sim_row *row, sim_error *err)
{
    sim_formed own = {.of = n};
    sim_status status = open_readout(n, row, err);
    size_t place;

    if (status == SIM_OK) status = check_name(n, row, err);
    if (status != SIM_OK) return status;
    place = find_formed(n, row->name);
    if (place < n->n && n->list[place].layer == row->layer)
        return sim_row_refuse_second(row, n->list[place].place, err);
    if (place < n->n && n->list[place].layer > row->layer) return SIM_OK;
    status = understand(n, place, row, &own, err);
    return status == SIM_OK ? add_formed(n, place, &own, row, err) : status;
}
