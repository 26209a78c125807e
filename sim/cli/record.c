#include "sim/cli/record.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "sim/cli/progress.h"
#include "sim/engine/rng.h"
#include "sim/io/files.h"
#include "sim/io/text.h"
#include "sim/study/probe.h"

enum { SHARDS_MAX = 100000, LINE_SIZE = 900, NAMED_MAX = 5 };

/* Names of facts. */
static const char fact_version[] = "version", fact_rng[] = "rng", fact_file[] = "file",
                  fact_text[] = "text", fact_arm[] = "arm", fact_screening[] = "screening",
                  fact_points[] = "points", fact_shard[] = "shard",
                  fact_shards[] = "shards", fact_sets[] = "sets",
                  fact_courses[] = "courses", fact_about[] = "about";

/* ---- reading -------------------------------------------------------------- */

sim_status sim_record_read(sim_record *r, const sim_arguments *a, sim_error *err)
{
    const sim_source source = {.file = a->argument, .sets = a->sets, .n_sets = a->n_sets};
    sim_status status;

    *r = (sim_record){.arguments = *a, .shard = 1, .shards = 1};
    status = sim_files_read_text(a->argument, &r->text, err);
    return status == SIM_OK ? sim_job_read(&r->job, &source, err) : status;
}

sim_status sim_record_keep_arm(sim_record *r, const char *name, sim_error *err)
{
    char place[128];

    snprintf(place, sizeof place, "--arm %.100s", name);
    r->arm = name;
    return sim_experiment_keep_arm(&r->job.experiment, name, place, err);
}

sim_status sim_record_plan(sim_record *r, const sim_screening *screening,
                           bool keeps_courses, sim_error *err)
{
    r->task = (sim_plan_task){.file = r->job.file,
                              .chain = r->job.session.chain,
                              .experiment = &r->job.experiment,
                              .axes = screening || r->axes.n > 0 ? &r->axes
                                                                 : &r->job.experiment.sweep,
                              .screening = screening,
                              .keeps_courses = keeps_courses};
    return sim_plan_init(&r->plan, &r->task, err);
}

/* ---- facts ---------------------------------------------------------------- */

static sim_status set_count(sim_store *store, const char *name, size_t count,
                            sim_error *err)
{
    char text[32];

    snprintf(text, sizeof text, "%zu", count);
    return sim_store_set_fact(store, name, text, err);
}

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

static sim_status check_is_sweep(const sim_store *store, sim_error *err)
{
    if (!store->form.has_items) return SIM_OK;
    return sim_fail(err, SIM_EPARSE,
                    "%s: is no sweep, but what potency run --replicates has solved so far; "
                    "the same run with --resume goes on with it",
                    store->path);
}

sim_status sim_record_read_extent(sim_store *store, sim_record_extent *x, sim_error *err)
{
    char *screening = NULL;
    sim_status status = check_is_sweep(store, err);

    if (status == SIM_OK)
        status = get_count(store, fact_points, SIM_POINTS_MAX, &x->points, err);

    if (status == SIM_OK) status = get_count(store, fact_shard, SHARDS_MAX, &x->shard, err);
    if (status == SIM_OK)
        status = get_count(store, fact_shards, SHARDS_MAX, &x->shards, err);
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

static sim_status set_facts(sim_record *r, sim_error *err)
{
    sim_store *s = &r->store;
    const struct {
        const char *name, *value;
    } texts[] = {
        {fact_about, sim_disclaimer},
        {fact_version, sim_version},
        {fact_rng, sim_rng_scheme},
        {fact_file, sim_text_base_name(r->arguments.argument)},
        {fact_text, r->text},
        {fact_arm, r->arm ? r->arm : ""},
        {fact_screening, r->task.screening ? r->task.screening->name : ""},
    };
    const struct {
        const char *name;
        size_t count;
    } counts[] = {
        {fact_points, r->plan.n},         {fact_shard, r->shard},
        {fact_shards, r->shards},         {fact_courses, r->task.keeps_courses},
        {fact_sets, r->arguments.n_sets},
    };
    sim_status status = SIM_OK;

    for (size_t i = 0; status == SIM_OK && i < sizeof texts / sizeof *texts; i++)
        status = sim_store_set_fact(s, texts[i].name, texts[i].value, err);
    for (size_t i = 0; status == SIM_OK && i < sizeof counts / sizeof *counts; i++)
        status = set_count(s, counts[i].name, counts[i].count, err);
    for (size_t i = 0; status == SIM_OK && i < r->arguments.n_sets; i++) {
        char name[32];

        snprintf(name, sizeof name, "set %zu", i + 1);
        status = sim_store_set_fact(s, name, r->arguments.sets[i], err);
    }
    return status;
}

static sim_status add_parameter(void *self, const sim_store_parameter *p, sim_error *err)
{
    return sim_store_add_parameter(self, p, err);
}

/* ---- another one? --------------------------------------------------------- */

typedef struct {
    char *name, *value, *unit;
    bool met;
} known;

typedef struct {
    known *list;
    size_t n, capacity;
    char line[LINE_SIZE]; /* the differences */
    size_t n_differences;
} comparison;

static sim_status take_known(void *self, const sim_store_parameter *p, sim_error *err)
{
    comparison *c = self;
    known *k;

    if (c->n == c->capacity) {
        const size_t capacity = c->capacity ? 2 * c->capacity : 256;
        known *grown = realloc(c->list, capacity * sizeof *grown);

        if (!grown) return sim_fail_memory(err, "sweep");
        c->list = grown;
        c->capacity = capacity;
    }
    k = &c->list[c->n++];
    *k = (known){sim_text_copy(p->name), sim_text_copy(p->value), sim_text_copy(p->unit),
                 false};
    return k->name && k->value && k->unit ? SIM_OK : sim_fail_memory(err, "sweep");
}

static const char *unit_of(const char *unit) { return strcmp(unit, "1") == 0 ? "" : unit; }

/* NULL: it is not there at all. */
static void note(comparison *c, const known *k, const char *here, const char *there)
{
    const char *unit = unit_of(k->unit), *gap = *unit ? " " : "";
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

/* First what is only on one side, as presets are, then what differs with it. */
static sim_status compare_all(comparison *c, sim_store *store, sim_error *err)
{
    sim_status status = sim_store_each_parameter(store, meet_stored, c, err);

    for (size_t i = 0; status == SIM_OK && i < c->n; i++) {
        if (!c->list[i].met) note(c, &c->list[i], c->list[i].value, NULL);
    }
    return status == SIM_OK ? sim_store_each_parameter(store, compare_stored, c, err)
                            : status;
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

sim_status sim_record_compare(const sim_plan *plan, sim_store *store, sim_error *err)
{
    comparison c = {.n = 0};
    sim_status status = check_fact(store, fact_version, sim_version, err);

    if (status == SIM_OK) status = check_fact(store, fact_rng, sim_rng_scheme, err);
    if (status == SIM_OK) status = sim_plan_describe(plan, take_known, &c, err);
    if (status == SIM_OK) status = compare_all(&c, store, err);
    if (status == SIM_OK && c.n_differences == 0)
        compare_order(&c, &plan->form, &store->form);
    if (status == SIM_OK && c.n_differences > NAMED_MAX)
        snprintf(c.line + strlen(c.line), sizeof c.line - strlen(c.line), "; %zu more",
                 c.n_differences - NAMED_MAX);
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

/* Does it speak of as many points and arms as its experiment has? */
static sim_status check_size(const sim_record *r, sim_store *store, sim_error *err)
{
    sim_record_extent x;
    sim_status status = sim_record_read_extent(store, &x, err);

    if (status != SIM_OK ||
        (x.points == r->plan.n && store->form.n_arms == r->plan.form.n_arms))
        return status;
    return sim_fail(
        err, SIM_EVALUE,
        "%s: is of %zu points in %zu arms, and its experiment has %zu in %zu; a "
        "file that potency sweep wrote would be right",
        store->path, x.points, store->form.n_arms, r->plan.n, r->plan.form.n_arms);
}

static sim_status check_shard(const sim_record *r, sim_store *store, sim_error *err)
{
    sim_record_extent x;
    sim_status status = check_size(r, store, err);

    if (status == SIM_OK) status = sim_record_read_extent(store, &x, err);
    if (status == SIM_OK && (x.shard != r->shard || x.shards != r->shards))
        status = sim_fail(err, SIM_EVALUE,
                          "%s: is shard %zu/%zu, not %zu/%zu; --shard %zu/%zu, or another "
                          "name, would be right",
                          store->path, x.shard, x.shards, r->shard, r->shards, x.shard,
                          x.shards);
    return status;
}

/* ---- life ----------------------------------------------------------------- */

/* What is refused stays as it is: it is locked only when all of it could be read. */
static sim_status resume(sim_record *r, const char *path, sim_error *err)
{
    sim_status status = sim_store_open(&r->store, path, false, err);

    if (status == SIM_OK) status = sim_record_compare(&r->plan, &r->store, err);
    if (status == SIM_OK) status = check_shard(r, &r->store, err);
    if (status == SIM_OK) status = sim_store_check_rows(&r->store, err);
    if (status != SIM_OK) return status;
    sim_store_close(&r->store);
    return sim_store_open(&r->store, path, true, err);
}

sim_status sim_record_start(sim_record *r, const char *path, sim_error *err)
{
    sim_status status = sim_store_create(&r->store, path, &r->plan.form, err);

    if (status == SIM_OK) status = set_facts(r, err);
    return status == SIM_OK ? sim_plan_describe(&r->plan, add_parameter, &r->store, err)
                            : status;
}

sim_status sim_record_create(sim_record *r, const char *path, bool resumes, sim_error *err)
{
    sim_status status;

    if (resumes && sim_store_exists(path) && !sim_store_is_empty(path))
        return resume(r, path, err);
    status = sim_record_start(r, path, err);
    return status == SIM_OK ? sim_store_commit(&r->store, err) : status;
}

static sim_status load_sets(sim_record *r, sim_error *err)
{
    size_t n = 0;
    sim_status status = get_count(&r->store, fact_sets, SIM_SETS_MAX, &n, err);

    r->owns_sets = true;
    for (size_t i = 0; status == SIM_OK && i < n; i++) {
        char name[32], *set = NULL;

        snprintf(name, sizeof name, "set %zu", i + 1);
        status = sim_store_get_fact(&r->store, name, &set, err);
        if (status == SIM_OK && !set)
            status = sim_fail(err, SIM_EPARSE,
                              "%s: has no fact '%s'; a file that potency sweep wrote would "
                              "be right",
                              r->store.path, name);
        if (set) r->arguments.sets[r->arguments.n_sets++] = set;
    }
    return status;
}

/* Takes the axes of a sensitivity analysis from what was in force. */
static sim_status take_axis(void *self, const sim_store_parameter *p, sim_error *err)
{
    static const char section[] = "sensitivity.";
    sim_record *r = self;
    const sim_axis_world world = {&r->job.session.catalog, &r->job.session.presets};
    const sim_row row = {p->name + strlen(section), p->value, r->store.path, p->origin, 0};

    if (strncmp(p->name, section, strlen(section)) != 0) return SIM_OK;
    return strchr(row.name, '.') ? sim_axes_set(&r->axes, &world, &row, err) : SIM_OK;
}

static sim_status load_plan(sim_record *r, sim_error *err)
{
    char *name = NULL;
    size_t courses = 0;
    sim_status status = sim_store_get_fact(&r->store, fact_screening, &name, err);
    const sim_screening *screening = name ? sim_screening_find(name) : NULL;

    if (status == SIM_OK) status = get_count(&r->store, fact_courses, 1, &courses, err);
    if (status == SIM_OK && screening)
        status = sim_store_each_parameter(&r->store, take_axis, r, err);
    if (status == SIM_OK) status = sim_record_plan(r, screening, courses > 0, err);
    free(name);
    if (status == SIM_OK) status = sim_record_compare(&r->plan, &r->store, err);
    return status == SIM_OK ? check_size(r, &r->store, err) : status;
}

sim_status sim_record_load(sim_record *r, const char *path, sim_error *err)
{
    sim_source source = {.file = path};
    sim_record_extent x;
    sim_status status;

    *r = (sim_record){.shard = 1, .shards = 1};
    r->arguments.argument = path;
    status = sim_store_open(&r->store, path, false, err);
    if (status == SIM_OK) status = sim_store_check_log(&r->store, err);
    if (status == SIM_OK) status = check_is_sweep(&r->store, err);
    if (status == SIM_OK) status = check_fact(&r->store, fact_version, sim_version, err);
    if (status == SIM_OK) status = sim_store_get_fact(&r->store, fact_text, &r->text, err);
    if (status == SIM_OK) status = sim_store_get_fact(&r->store, fact_file, &r->label, err);
    if (status == SIM_OK)
        status = sim_store_get_fact(&r->store, fact_arm, &r->loaded_arm, err);
    if (status == SIM_OK) status = load_sets(r, err);
    if (status == SIM_OK) status = sim_record_read_extent(&r->store, &x, err);
    if (status != SIM_OK) return status;
    r->shard = x.shard;
    r->shards = x.shards;
    source.text = r->text ? r->text : "";
    source.sets = r->arguments.sets;
    source.n_sets = r->arguments.n_sets;
    if (r->label && *r->label) source.file = r->label;
    status = sim_job_read(&r->job, &source, err);
    if (status == SIM_OK && r->loaded_arm && *r->loaded_arm)
        status = sim_record_keep_arm(r, r->loaded_arm, err);
    return status == SIM_OK ? load_plan(r, err) : status;
}

void sim_record_close(sim_record *r)
{
    sim_store_close(&r->store);
    sim_plan_free(&r->plan);
    sim_axes_free(&r->axes);
    sim_job_close(&r->job);
    for (size_t i = 0; r->owns_sets && i < r->arguments.n_sets; i++)
        free((char *)r->arguments.sets[i]);
    free(r->text);
    free(r->label);
    free(r->loaded_arm);
    *r = (sim_record){.shard = 1};
}

/* ---- solving -------------------------------------------------------------- */

sim_status sim_record_solve(sim_record *r, size_t threads, sim_error *err)
{
    const size_t n = sim_sweep_points(r->plan.n, r->shard, r->shards);
    size_t had = 0;
    const sim_status counted = sim_store_count_points(&r->store, &had, err);
    sim_progress progress;
    sim_hooks hooks = sim_progress_start(&progress, "points", had, n);
    const sim_sweep_task task = {.plan = &r->plan,
                                 .store = &r->store,
                                 .advice = r->task.screening ? "the same command goes on"
                                                             : "--resume goes on",
                                 .build = sim_build_id,
                                 .threads = threads,
                                 .shard = r->shard,
                                 .shards = r->shards,
                                 .hooks = &hooks,
                                 .committed = sim_progress_commit};
    sim_error why = {""};
    sigset_t before;
    sim_status status, finished;

    if (counted != SIM_OK) return counted;
    sim_signals_block(&before);
    status = sim_sweep_run(&r->sweep, &task, err);
    sim_progress_end(&progress);
    finished = sim_store_finish(&r->store, &why);
    if (status == SIM_OK && finished != SIM_OK)
        status = sim_fail(err, finished, "%s", why.text);
    if (status == SIM_ESTOP) sim_signals_take();
    sim_signals_restore(&before);
    return status;
}

/* ---- counting ------------------------------------------------------------- */

enum { CONDITIONS_MAX = 64 };

typedef struct {
    sim_record_tally *tally;
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

sim_status sim_record_tally_rows(sim_record *r, sim_record_tally *tally, sim_error *err)
{
    counter *c = calloc(1, sizeof *c);
    size_t most = 0;
    sim_status status;

    *tally = (sim_record_tally){0};
    if (!c) return sim_fail_memory(err, "sweep");
    c->tally = tally;
    status = sim_store_each_row(&r->store, 0, count_row, c, err);
    for (size_t i = 0; status == SIM_OK && i < c->n; i++) {
        if (c->conditions[i].n <= most) continue;
        most = c->conditions[i].n;
        memcpy(tally->condition, c->conditions[i].condition, sizeof tally->condition);
        memcpy(tally->reason, c->conditions[i].reason, sizeof tally->reason);
    }
    free(c);
    return status;
}

sim_status sim_parse_shard(const char *text, size_t *shard, size_t *shards, sim_error *err)
{
    const char *slash = strchr(text, '/');
    char *before = slash ? strndup(text, (size_t)(slash - text)) : NULL;
    double i = 0, n = 0;
    const bool are_whole = before && sim_number_parse_whole(before, &i) &&
                           sim_number_parse_whole(slash + 1, &n);

    free(before);
    if (!are_whole || i < 1 || i > n || n > SHARDS_MAX)
        return sim_fail(err, SIM_EVALUE,
                        "--shard %.100s is no part of a whole; 1/4 to 4/4 would be right",
                        text);
    *shard = (size_t)i;
    *shards = (size_t)n;
    return SIM_OK;
}
