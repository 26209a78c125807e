#include "sim/study/stored.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "sim/engine/rng.h"
#include "sim/io/files.h"
#include "sim/io/memory.h"
#include "sim/io/text.h"
#include "sim/study/probe.h"
#include "sim/study/sweep.h"
#include "sim/study/version.h"

enum { LINE_SIZE = 900, NAMED_MAX = 5, NAME_SIZE = 32, SETS_MAX = 256 };

/* Names of facts. */
static const char fact_version[] = "version", fact_rng[] = "rng", fact_file[] = "file",
                  fact_text[] = "text", fact_table[] = "table", fact_arm[] = "arm",
                  fact_screening[] = "screening", fact_points[] = "points",
                  fact_shard[] = "shard", fact_shards[] = "shards", fact_sets[] = "sets",
                  fact_courses[] = "courses", fact_about[] = "about";

/* ---- writing -------------------------------------------------------------- */

static sim_status add_parameter(void *self, const sim_store_parameter *p, sim_error *err)
{
    return sim_store_add_parameter(self, p, err);
}

sim_status sim_stored_start(sim_store *store, const char *path, const sim_plan *plan,
                            sim_error *err)
{
    const char *const facts[][2] = {{fact_about, sim_disclaimer},
                                    {fact_version, sim_version},
                                    {fact_rng, sim_rng_scheme}};
    sim_status status = sim_store_create(store, path, &plan->form, err);

    for (size_t i = 0; status == SIM_OK && i < sizeof facts / sizeof *facts; i++)
        status = sim_store_set_fact(store, facts[i][0], facts[i][1], err);
    return status == SIM_OK ? sim_plan_describe(plan, add_parameter, store, err) : status;
}

/* "set 3" */
static void name_set(size_t i, char name[NAME_SIZE])
{
    snprintf(name, NAME_SIZE, "set %zu", i + 1);
}

static sim_status copy(char **to, const char *text, sim_error *err)
{
    free(*to);
    *to = sim_text_copy(text);
    return *to ? SIM_OK : sim_fail_memory(err, "sweep");
}

sim_status sim_stored_init(sim_stored *s, const sim_source *source, sim_error *err)
{
    const char *name = sim_source_name(source);
    sim_status status;

    *s = (sim_stored){.sets = calloc(source->n_sets + 1, sizeof *s->sets)};
    if (!s->sets) return sim_fail_memory(err, "sweep");
    status = source->text ? copy(&s->text, source->text, err)
                          : sim_files_read_text(name, &s->text, err);
    if (status == SIM_OK) status = copy(&s->file, sim_text_base_name(name), err);
    for (; status == SIM_OK && s->n_sets < source->n_sets; s->n_sets++)
        status = copy(&s->sets[s->n_sets], source->sets[s->n_sets], err);
    return status;
}

sim_status sim_stored_keep_arm(sim_stored *s, const char *name, sim_error *err)
{
    return copy(&s->arm, name, err);
}

/* The table of its points, as it was read: the file need not be there another time. */
static sim_status write_table(const sim_plan *plan, sim_store *store, sim_error *err)
{
    const sim_point_table *table = &plan->task->experiment->table;
    sim_memory text = {0};
    sim_status status = table->n > 0 ? sim_memory_open(&text, "table", err) : SIM_OK;

    if (status != SIM_OK || table->n == 0) return status;
    sim_point_table_print(table, &plan->task->experiment->sweep, &plan->world, text.stream);
    status = sim_memory_close(&text, "table", err);
    if (status == SIM_OK) status = sim_store_set_fact(store, fact_table, text.bytes, err);
    sim_memory_free(&text);
    return status;
}

sim_status sim_stored_write(const sim_stored *s, const sim_plan *plan, sim_store *store,
                            sim_error *err)
{
    const sim_screening *screening = plan->task->screening;
    const char *const texts[][2] = {{fact_file, s->file},
                                    {fact_text, s->text},
                                    {fact_arm, s->arm ? s->arm : ""},
                                    {fact_screening, screening ? screening->name : ""}};
    const struct {
        const char *name;
        size_t count;
    } counts[] = {{fact_points, plan->n},
                  {fact_shard, s->extent.shard},
                  {fact_shards, s->extent.shards},
                  {fact_courses, plan->task->keeps_courses},
                  {fact_sets, s->n_sets}};
    char text[NAME_SIZE], name[NAME_SIZE];
    sim_status status = SIM_OK;

    for (size_t i = 0; status == SIM_OK && i < sizeof texts / sizeof *texts; i++)
        status = sim_store_set_fact(store, texts[i][0], texts[i][1], err);
    for (size_t i = 0; status == SIM_OK && i < sizeof counts / sizeof *counts; i++) {
        snprintf(text, sizeof text, "%zu", counts[i].count);
        status = sim_store_set_fact(store, counts[i].name, text, err);
    }
    for (size_t i = 0; status == SIM_OK && i < s->n_sets; i++) {
        name_set(i, name);
        status = sim_store_set_fact(store, name, s->sets[i], err);
    }
    return status == SIM_OK ? write_table(plan, store, err) : status;
}

/* ---- reading -------------------------------------------------------------- */

static bool parse_count(const char *text, size_t most, size_t *count)
{
    double number = 0;

    if (!text || !sim_number_parse(text, &number)) return false;
    if (!(number >= 0 && number <= (double)most) || number != floor(number)) return false;
    *count = (size_t)number;
    return true;
}

static sim_status get_count(sim_store *store, const char *name, size_t most, size_t *count,
                            sim_error *err)
{
    char *text = NULL;
    sim_status status = sim_store_get_fact(store, name, &text, err);

    *count = 0;
    if (status == SIM_OK && !parse_count(text, most, count))
        status =
            sim_fail(err, SIM_EPARSE,
                     "%s: has no number of %s; a file that potency sweep wrote would be "
                     "right",
                     store->path, name);
    free(text);
    return status;
}

static sim_status check_fact(sim_store *store, const char *name, const char *expected,
                             sim_error *err)
{
    char *value = NULL;
    sim_status status = sim_store_get_fact(store, name, &value, err);

    if (status == SIM_OK && (!value || strcmp(value, expected) != 0))
        status =
            sim_fail(err, SIM_EVALUE,
                     "%s: was made with %s %s and this is %s; the same %s would be right",
                     store->path, name, value ? value : "unknown", expected, name);
    free(value);
    return status;
}

static sim_status check_is_sweep(const sim_store *store, sim_error *err)
{
    if (!store->form.has_items) return SIM_OK;
    return sim_fail(err, SIM_EPARSE,
                    "%s: is no sweep, but what potency run --replicates has solved so far; "
                    "the same run with --resume goes on with it",
                    store->path);
}

sim_status sim_stored_read_extent(sim_store *store, sim_stored_extent *x, sim_error *err)
{
    char *screening = NULL;
    sim_status status = check_is_sweep(store, err);

    if (status == SIM_OK)
        status = get_count(store, fact_points, SIM_POINTS_MAX, &x->points, err);
    if (status == SIM_OK)
        status = get_count(store, fact_shard, SIM_SHARDS_MAX, &x->shard, err);
    if (status == SIM_OK)
        status = get_count(store, fact_shards, SIM_SHARDS_MAX, &x->shards, err);
    if (status == SIM_OK && (x->shard < 1 || x->shard > x->shards))
        status =
            sim_fail(err, SIM_EPARSE,
                     "%s: is shard %zu of %zu; a file that potency sweep wrote would be "
                     "right",
                     store->path, x->shard, x->shards);
    if (status == SIM_OK)
        status = sim_store_get_fact(store, fact_screening, &screening, err);
    if (status == SIM_OK) status = sim_store_count_points(store, &x->had, err);
    x->is_screening = screening && *screening;
    free(screening);
    if (status == SIM_OK) x->planned = sim_sweep_points(x->points, x->shard, x->shards);
    return status;
}

static sim_status read_sets(sim_stored *s, sim_store *store, sim_error *err)
{
    size_t n = 0;
    sim_status status = get_count(store, fact_sets, SETS_MAX, &n, err);

    s->sets = calloc(n + 1, sizeof *s->sets);
    if (!s->sets) return sim_fail_memory(err, "sweep");
    for (size_t i = 0; status == SIM_OK && i < n; i++) {
        char name[NAME_SIZE];

        name_set(i, name);
        status = sim_store_get_fact(store, name, &s->sets[i], err);
        if (status == SIM_OK && !s->sets[i])
            return sim_fail(err, SIM_EPARSE,
                            "%s: has no fact '%s'; a file that potency sweep wrote would "
                            "be right",
                            store->path, name);
        s->n_sets += status == SIM_OK;
    }
    return status;
}

sim_status sim_stored_read(sim_stored *s, sim_store *store, sim_error *err)
{
    const struct {
        const char *name;
        char **value;
    } texts[] = {{fact_text, &s->text},
                 {fact_file, &s->file},
                 {fact_table, &s->table},
                 {fact_arm, &s->arm},
                 {fact_screening, &s->screening}};
    size_t courses = 0;
    sim_status status;

    *s = (sim_stored){0};
    status = check_is_sweep(store, err);
    if (status == SIM_OK) status = check_fact(store, fact_version, sim_version, err);
    for (size_t i = 0; status == SIM_OK && i < sizeof texts / sizeof *texts; i++)
        status = sim_store_get_fact(store, texts[i].name, texts[i].value, err);
    if (status == SIM_OK) status = read_sets(s, store, err);
    if (status == SIM_OK) status = sim_stored_read_extent(store, &s->extent, err);
    if (status == SIM_OK) status = get_count(store, fact_courses, 1, &courses, err);
    s->keeps_courses = courses > 0;
    return status;
}

void sim_stored_free(sim_stored *s)
{
    for (size_t i = 0; i < s->n_sets; i++) free(s->sets[i]);
    free(s->sets);
    free(s->text);
    free(s->table);
    free(s->file);
    free(s->arm);
    free(s->screening);
    *s = (sim_stored){0};
}

/* ---- another one? --------------------------------------------------------- */

typedef struct {
    char *name, *value, *unit;
    bool met;
} known;

typedef struct {
    known *list;
    size_t n;
    char line[LINE_SIZE]; /* the differences */
    size_t n_differences;
} comparison;

static sim_status take_known(void *self, const sim_store_parameter *p, sim_error *err)
{
    comparison *c = self;
    known *k;

    if (!sim_memory_grow(&c->list, c->n, sizeof *c->list))
        return sim_fail_memory(err, "sweep");
    k = &c->list[c->n++];
    *k = (known){sim_text_copy(p->name), sim_text_copy(p->value), sim_text_copy(p->unit),
                 false};
    return k->name && k->value && k->unit ? SIM_OK : sim_fail_memory(err, "sweep");
}

/* NULL: it is not there at all. */
static void note(comparison *c, const known *k, const char *here, const char *there)
{
    const bool plain = strcmp(k->unit, "1") == 0;
    const char *unit = plain ? "" : k->unit, *gap = plain ? "" : " ";
    char part[LINE_SIZE / 2];

    if (c->n_differences++ >= NAMED_MAX) return;
    snprintf(part, sizeof part, "%s%.150s here %.80s%s%s, there %.80s%s%s",
             *c->line ? "; " : "", k->name, here ? here : "not", here ? gap : "",
             here ? unit : "", there ? there : "not", there ? gap : "", there ? unit : "");
    if (strlen(c->line) + strlen(part) < sizeof c->line) strcat(c->line, part);
}

static known *find_known(const comparison *c, const char *name)
{
    for (size_t i = 0; i < c->n; i++) {
        if (strcmp(c->list[i].name, name) == 0) return &c->list[i];
    }
    return NULL;
}

static sim_status meet_stored(void *self, const sim_store_parameter *p, sim_error *err)
{
    comparison *c = self;
    known *k = find_known(c, p->name);

    (void)err;
    if (k)
        k->met = true;
    else
        note(c, &(known){.name = (char *)p->name, .unit = (char *)p->unit}, NULL, p->value);
    return SIM_OK;
}

static sim_status compare_stored(void *self, const sim_store_parameter *p, sim_error *err)
{
    comparison *c = self;
    const known *k = find_known(c, p->name);

    (void)err;
    if (k && strcmp(k->value, p->value) != 0) note(c, k, k->value, p->value);
    return SIM_OK;
}

static sim_status compare_chain(void *self, const sim_store_parameter *p, sim_error *err)
{
    return strcmp(p->name, "run.indication") == 0 ? compare_stored(self, p, err) : SIM_OK;
}

/* Another chain says it all; else first what is only on one side, as presets are, then what
 * differs with it. */
static sim_status compare_all(comparison *c, sim_store *store, sim_error *err)
{
    sim_status status = sim_store_each_parameter(store, compare_chain, c, err);

    if (status != SIM_OK || c->n_differences > 0) return status;
    status = sim_store_each_parameter(store, meet_stored, c, err);
    for (size_t i = 0; status == SIM_OK && i < c->n; i++) {
        if (!c->list[i].met) note(c, &c->list[i], c->list[i].value, NULL);
    }
    return status == SIM_OK ? sim_store_each_parameter(store, compare_stored, c, err)
                            : status;
}

/* Equal values in another order give other points, and other columns. */
static void compare_order(comparison *c, const sim_store_form *here,
                          const sim_store_form *there)
{
    const struct {
        const sim_column *here, *there;
        size_t n_here, n_there;
        const char *what;
    } parts[] = {
        {here->inputs, there->inputs, here->n_inputs, there->n_inputs, "axis"},
        {here->numbers, there->numbers, here->n_numbers, there->n_numbers, "number"},
        {here->course, there->course, here->n_course, there->n_course, "course"},
    };

    for (size_t k = 0; k < sizeof parts / sizeof *parts; k++) {
        for (size_t i = 0; i < parts[k].n_here || i < parts[k].n_there; i++) {
            const char *a = i < parts[k].n_here ? parts[k].here[i].name : NULL,
                       *b = i < parts[k].n_there ? parts[k].there[i].name : NULL;
            char name[64];

            if (a && b && strcmp(a, b) == 0) continue;
            snprintf(name, sizeof name, "%s %zu", parts[k].what, i + 1);
            note(c, &(known){.name = name, .unit = "1"}, a, b);
        }
    }
}

sim_status sim_stored_compare(const sim_plan *plan, sim_store *store, sim_error *err)
{
    comparison c = {.n = 0};
    sim_status status = check_fact(store, fact_version, sim_version, err);

    if (status == SIM_OK) status = check_fact(store, fact_rng, sim_rng_scheme, err);
    if (status == SIM_OK) status = sim_plan_describe(plan, take_known, &c, err);
    if (status == SIM_OK) status = compare_all(&c, store, err);
    if (status == SIM_OK && c.n_differences == 0)
        compare_order(&c, &plan->form, &store->form);
    if (status == SIM_OK && c.n_differences > NAMED_MAX)
        sim_text_append(c.line, sizeof c.line, "; %zu more", c.n_differences - NAMED_MAX);
    if (status == SIM_OK && c.n_differences > 0)
        status = sim_fail(err, SIM_EVALUE, "%s: is of another %s: %s", store->path,
                          plan->task->is_cohort ? "experiment" : "sweep", c.line);
    for (size_t i = 0; i < c.n; i++) {
        free(c.list[i].name);
        free(c.list[i].value);
        free(c.list[i].unit);
    }
    free(c.list);
    return status;
}

/* ---- counting ------------------------------------------------------------- */

enum { CONDITIONS_MAX = 64 };

typedef struct {
    sim_stored_tally *tally;
    size_t last; /* point */
    struct {
        char condition[256], reason[512];
        size_t n;
    } conditions[CONDITIONS_MAX];
    size_t n;
} counter;

static void count_condition(counter *c, const sim_store_row *row)
{
    size_t i = 0;

    if (!row->condition) return;
    while (i < c->n && strcmp(c->conditions[i].condition, row->condition) != 0) i++;
    if (i == CONDITIONS_MAX) return;
    if (i == c->n) {
        snprintf(c->conditions[i].condition, sizeof c->conditions[i].condition, "%s",
                 row->condition);
        snprintf(c->conditions[i].reason, sizeof c->conditions[i].reason, "%s",
                 row->reason ? row->reason : "");
        c->n++;
    }
    c->conditions[i].n++;
}

static sim_status count_row(void *self, const sim_store_row *row, sim_error *err)
{
    counter *c = self;

    (void)err;
    c->tally->points += row->point != c->last;
    c->last = row->point;
    c->tally->rows++;
    c->tally->refused += strcmp(row->status, sim_probe_refused) == 0;
    c->tally->failed += strcmp(row->status, sim_probe_failed) == 0;
    c->tally->thinned += strcmp(row->status, sim_probe_ok) == 0 && row->reason;
    count_condition(c, row);
    return SIM_OK;
}

sim_status sim_stored_count(sim_store *store, sim_stored_tally *tally, sim_error *err)
{
    counter *c = calloc(1, sizeof *c);
    size_t most = 0;
    sim_status status;

    *tally = (sim_stored_tally){0};
    if (!c) return sim_fail_memory(err, "sweep");
    c->tally = tally;
    status = sim_store_each_row(store, 0, count_row, c, err);
    for (size_t i = 0; status == SIM_OK && i < c->n; i++) {
        if (c->conditions[i].n <= most) continue;
        most = c->conditions[i].n;
        memcpy(tally->condition, c->conditions[i].condition, sizeof tally->condition);
        memcpy(tally->reason, c->conditions[i].reason, sizeof tally->reason);
    }
    free(c);
    return status;
}
