#include "sim/study/validate.h"

#include <stdlib.h>
#include <string.h>

#include "sim/io/characters.h"
#include "sim/io/text.h"

enum { TEXT_SIZE = 512 };

static const char *const abouts[SIM_ABOUTS] = {[SIM_ABOUT_STUDY] = "# Study:",
                                               [SIM_ABOUT_CITATION] = "# Citation:",
                                               [SIM_ABOUT_ASSUMED] = "# Assumed:"};

/* ---- files ---------------------------------------------------------------- */

static sim_status take_comment(sim_basis *b, char *line, sim_error *err)
{
    for (size_t i = 0; i < SIM_ABOUTS; i++) {
        const size_t length = strlen(abouts[i]);
        char *text;

        if (strncmp(line, abouts[i], length) != 0) continue;
        text = sim_text_trim(line + length);
        sim_characters_make_plain(text);
        return sim_findings_add(&b->about[i], text, err);
    }
    return SIM_OK;
}

static sim_status read_comments(sim_basis *b, sim_error *err)
{
    char *text = sim_text_copy(b->found.text), *rest, *line;
    sim_status status = text ? SIM_OK : sim_fail_memory(err, b->name);

    line = text ? strtok_r(text, "\r\n", &rest) : NULL;
    for (; status == SIM_OK && line; line = strtok_r(NULL, "\r\n", &rest))
        status = take_comment(b, line, err);
    free(text);
    return status;
}

/* A value for one arm holds in every file: which of them has no such arm? */
static sim_status name_file(const sim_basis *b, sim_status status, sim_error *err)
{
    const sim_error why = *err;

    if (status != SIM_ENAME || strncmp(why.text, "--set arm ", 10) != 0) return status;
    return sim_fail(err, status, "%s: %s", b->found.place, why.text);
}

/* The branch of a chain, opened for the first file that asks for it. */
static sim_status find_branch(sim_validation *v, const sim_basis *b, const sim_chain *chain,
                              const sim_branch **found, sim_error *err)
{
    sim_branch *branch = &v->branches[chain - v->task->chains];
    sim_status status = SIM_OK;

    *found = branch;
    if (branch->session.chain) return SIM_OK;
    if (!chain->yardstick)
        return sim_fail(err, SIM_EVALUE,
                        "%s: %s is held against no measurements; another [run] indication "
                        "would be right",
                        b->found.place, chain->name);
    status = sim_session_open(&branch->session, chain, err);
    return status == SIM_OK ? sim_chain_make_nets(chain, &branch->nets, err) : status;
}

/* Takes the --set texts that the branch has rows for: a value for one chain holds in its files
 * alone. */
static size_t take_sets(sim_validation *v, const sim_branch *branch)
{
    const sim_validation_task *task = v->task;
    size_t n = 0;

    for (size_t i = 0; i < task->n_sets; i++) {
        if (sim_set_is_elsewhere(task->sets[i], &branch->session.catalog)) continue;
        v->set_counts[i] = true;
        v->sets[n++] = task->sets[i];
    }
    return n;
}

static sim_status read_rows(sim_validation *v, sim_basis *b, sim_source *source,
                            sim_error *err)
{
    const sim_session *session = &b->branch->session;
    sim_status status;

    source->sets = v->sets;
    source->n_sets = take_sets(v, b->branch);
    status = name_file(b,
                       sim_experiment_read(&b->experiment, &session->catalog,
                                           &session->presets, source, err),
                       err);
    return status == SIM_OK
               ? sim_params_init(&b->params, session->chain, &b->experiment, err)
               : status;
}

static sim_status read_basis(sim_validation *v, sim_basis *b, sim_error *err)
{
    sim_source source = {.file = b->found.place,
                         .sets = v->task->sets,
                         .n_sets = v->task->n_sets,
                         .text = b->found.is_file ? NULL : b->found.text};
    sim_ini ini = {0};
    sim_status status = read_comments(b, err);

    if (status == SIM_OK) status = sim_source_read(&source, &ini, err);
    if (status == SIM_OK)
        status = find_branch(v, b, sim_source_chain(&source, &ini, v->task->chains),
                             &b->branch, err);
    source.ini = &ini;
    if (status == SIM_OK) status = read_rows(v, b, &source, err);
    sim_ini_free(&ini);
    if (status != SIM_OK) return status;
    b->asked = sim_pool_take(&v->pool, b->experiment.n_arms, sizeof *b->asked);
    return b->asked ? SIM_OK : sim_fail_memory(err, b->name);
}

/* A value that no file takes is refused as the first of them would. */
static sim_status refuse_set(const sim_validation *v, size_t set, sim_error *err)
{
    const sim_session *session = &v->bases[0]->branch->session;
    const sim_source source = {.sets = &v->task->sets[set], .n_sets = 1};
    sim_experiment nothing;
    sim_status status =
        sim_experiment_read(&nothing, &session->catalog, &session->presets, &source, err);

    sim_experiment_free(&nothing);
    return status;
}

static sim_status check_sets(const sim_validation *v, sim_error *err)
{
    sim_status status = SIM_OK;

    for (size_t i = 0; status == SIM_OK && v->n_bases > 0 && i < v->task->n_sets; i++)
        if (!v->set_counts[i]) status = refuse_set(v, i, err);
    return status;
}

static void branch_free(sim_branch *branch)
{
    if (!branch->session.chain) return;
    sim_chain_free_nets(branch->session.chain, branch->nets);
    sim_session_close(&branch->session);
}

static void basis_free(sim_basis *b)
{
    for (size_t i = 0; i < SIM_ABOUTS; i++) sim_findings_free(&b->about[i]);
    sim_lottery_free(&b->sources);
    for (size_t i = 0; i < SIM_INQUIRIES; i++) sim_assay_free(&b->subjects[i]);
    sim_params_free(&b->params);
    sim_experiment_free(&b->experiment);
    free(b->found.place);
    free(b->found.text);
    free(b);
}

static sim_status add_basis(sim_validation *v, const sim_measurement *m, sim_error *err)
{
    sim_basis *b = calloc(1, sizeof *b);
    char wrong[TEXT_SIZE];
    sim_status status;

    if (!b) return sim_fail_memory(err, m->file);
    b->name = m->file;
    status = *m->file ? v->task->find(v->task->self, m->file, &b->found, err) : SIM_OK;
    if (status == SIM_OK && !b->found.text) {
        snprintf(wrong, sizeof wrong, "is %s%s", *m->file ? "not there" : "missing",
                 *b->found.hint ? b->found.hint : "; a parameter file would be right");
        status = sim_measurement_refuse(v->table, m, "file", m->file, wrong, err);
    }
    if (status != SIM_OK) {
        basis_free(b);
        return status;
    }
    v->bases[v->n_bases++] = b;
    return read_basis(v, b, err);
}

static size_t find_basis(const sim_validation *v, const char *name)
{
    size_t i = 0;

    while (i < v->n_bases && strcmp(v->bases[i]->name, name) != 0) i++;
    return i;
}

/* ---- rows ----------------------------------------------------------------- */

bool sim_validation_runs(const sim_validation *v, size_t row)
{
    return !v->table->list[row].why_not && (!v->task->chosen || v->task->chosen[row]);
}

static sim_status ask(sim_validation *v, size_t row, sim_error *err)
{
    const sim_measurement *m = &v->table->list[row];
    sim_question *q = &v->questions[row];
    sim_status status = SIM_OK;
    sim_basis *b;

    v->basis_of[row] = find_basis(v, m->file);
    if (v->basis_of[row] == v->n_bases) status = add_basis(v, m, err);
    if (status != SIM_OK) return status;
    b = v->bases[v->basis_of[row]];
    status = sim_question_init(
        q,
        &(sim_ground){&b->experiment, b->branch->session.chain, b->params.at,
                      sim_experiment_value(&b->experiment, "run", "days")},
        v->table, m, err);
    if (status != SIM_OK) return status;
    b->needs_whole |= q->span == SIM_AT_OUTPUT;
    b->needs_fine |= q->span == SIM_BEFORE_REPORT;
    if (!sim_question_is_of_cohort(q)) return SIM_OK;
    b->asks[sim_question_inquiry(q)] = true;
    b->asked[q->arm] = true;
    if (q->against != SIM_NONE) b->asked[q->against] = true;
    v->reply_of[row] = v->n_replies++;
    return SIM_OK;
}

static sim_status allocate(sim_validation *v, sim_error *err)
{
    const size_t n = v->table->n;

    while (v->task->chains[v->n_branches].name) v->n_branches++;
    v->branches = sim_pool_take(&v->pool, v->n_branches, sizeof *v->branches);
    v->set_counts = sim_pool_take(&v->pool, v->task->n_sets, sizeof *v->set_counts);
    v->sets = sim_pool_take(&v->pool, v->task->n_sets, sizeof *v->sets);
    v->bases = sim_pool_take(&v->pool, n, sizeof *v->bases);
    v->questions = sim_pool_take(&v->pool, n, sizeof *v->questions);
    v->basis_of = sim_pool_take(&v->pool, n, sizeof *v->basis_of);
    v->reply_of = sim_pool_take(&v->pool, n, sizeof *v->reply_of);
    v->answers = sim_pool_take(&v->pool, n * v->task->replicates, sizeof *v->answers);
    return sim_pool_check(&v->pool, v->table->file, err);
}

sim_status sim_validation_init(sim_validation *v, const sim_validation_task *task,
                               sim_measurements *table, sim_error *err)
{
    sim_status status;

    *v = (sim_validation){.task = task, .table = table};
    status = allocate(v, err);
    for (size_t row = 0; status == SIM_OK && row < table->n; row++) {
        v->basis_of[row] = SIM_NONE;
        if (sim_validation_runs(v, row)) status = ask(v, row, err);
    }
    for (size_t i = 0; i < v->n_bases; i++)
        v->bases[i]->needs_early = v->bases[i]->needs_fine || !v->bases[i]->needs_whole;
    if (status == SIM_OK) status = check_sets(v, err);
    if (status != SIM_OK) return status;
    v->replies = sim_pool_take(&v->pool, v->n_replies * SIM_ASKED_MOST, sizeof *v->replies);
    return sim_pool_check(&v->pool, table->file, err);
}

void sim_validation_free(sim_validation *v)
{
    for (size_t i = 0; v->bases && i < v->n_bases; i++) basis_free(v->bases[i]);
    for (size_t row = 0; v->questions && row < v->table->n; row++)
        sim_question_free(&v->questions[row]);
    for (size_t i = 0; v->branches && i < v->n_branches; i++) branch_free(&v->branches[i]);
    sim_pool_free(&v->pool);
    *v = (sim_validation){0};
}

const sim_population *sim_validation_population(const sim_validation *v)
{
    const sim_chain *chain =
        v->n_bases > 0 ? v->bases[0]->branch->session.chain : v->task->chains;

    return chain->population;
}

/* ---- scores ------------------------------------------------------------------ */

sim_score sim_validation_score(const sim_validation *v, sim_role role, sim_row_kind kind,
                               const char *group)
{
    sim_score score = {0, 0};

    for (size_t row = 0; row < v->table->n; row++) {
        const sim_measurement *m = &v->table->list[row];

        if (!sim_validation_runs(v, row) || m->role != role || m->kind != kind) continue;
        if (group && strcmp(m->group, group) != 0) continue;
        score.n++;
        score.hits += m->hit;
    }
    return score;
}
