/* arms_logs.c -- of arms.h: the logs of an experiment, whose they are, and what they tell its
 * arms. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "sim/io/text.h"
#include "sim/study/arms_parts.h"
#include "sim/study/data_table.h"
#include "sim/study/observed.h"

enum { NAMES_SIZE = 200 };

/* ---- whose a log is ------------------------------------------------------------------ */

static sim_status find_arm(const sim_experiment *e, sim_arm_log *of, sim_error *err)
{
    const sim_data *data = &e->data.list[of->data];
    const sim_data_row *row = sim_data_find(data, "arm");

    if (!row && e->n_own == 1) return SIM_OK;
    if (!row)
        return sim_fail(
            err, SIM_ENAME,
            "%s: [data %s] does not say which of %zu arms it is about; arm = %s "
            "would be right",
            data->place, data->name, e->n_own, e->arm_names[0].text);
    of->arm = sim_arms_find(e, row->text);
    return of->arm < e->n_own ? SIM_OK : sim_arms_refuse(e, row->text, row->place, err);
}

static void list_subjects(const sim_log *log, char text[NAMES_SIZE])
{
    text[0] = '\0';
    for (size_t i = 0; i < log->n_subjects; i++)
        sim_text_list(text, NAMES_SIZE, log->subjects[i]);
}

/* Of a log that names nobody, its section says whose it is. */
static sim_status take_name(sim_arm_log *of, const sim_data_row *row, sim_error *err)
{
    char *name = strdup(row->text);

    if (!name) return sim_fail_memory(err, row->place);
    free(of->log.subjects[0]);
    of->log.subjects[0] = name;
    of->subject = 0;
    return SIM_OK;
}

static sim_status find_subject(const sim_experiment *e, sim_arm_log *of, bool takes_all,
                               sim_error *err)
{
    const sim_data *data = &e->data.list[of->data];
    const char *word =
        of->log.book->columns[sim_logbook_of(of->log.book, SIM_LOG_SUBJECT)].name;
    const sim_data_row *row = sim_data_find(data, word);
    char names[NAMES_SIZE];

    list_subjects(&of->log, names);
    of->subject = row ? sim_log_find_subject(&of->log, row->text) : 0;
    if (row && of->log.n_subjects == 1 && *of->log.subjects[0] == '\0')
        return take_name(of, row, err);
    if (row && of->subject == of->log.n_subjects)
        return sim_data_refuse(row, err, "is no %s of that log; one of %s would be right",
                               word, names);
    if (row || of->log.n_subjects == 1) return SIM_OK;
    of->subject = SIM_NONE;
    if (takes_all) return SIM_OK;
    return sim_fail(
        err, SIM_ENAME,
        "%s: [data %s] has %zu %ss (%s); %s = %s, which takes one of them, would "
        "be right",
        data->place, data->name, of->log.n_subjects, word, names, word,
        of->log.subjects[0]);
}

static sim_status check_first(const sim_experiment *e, const sim_arm_log *of,
                              sim_error *err)
{
    for (const sim_arm_log *other = e->logs; other < of; other++)
        if (other->arm == of->arm)
            return sim_fail(err, SIM_ENAME,
                            "%s: arm '%s' has a log at %s; one for each arm would be right",
                            e->data.list[of->data].place, e->arm_names[of->arm].text,
                            e->data.list[other->data].place);
    return SIM_OK;
}

static sim_status settle(sim_experiment *e, size_t data, const sim_source *source,
                         sim_error *err)
{
    const sim_log_world world = {e->catalog->chain ? e->catalog->chain->log : NULL,
                                 e->catalog->units, source->file};
    sim_arm_log *of = &e->logs[e->n_logs++];
    sim_status status;

    *of = (sim_arm_log){.data = data};
    status = find_arm(e, of, err);
    if (status == SIM_OK) status = check_first(e, of, err);
    if (status == SIM_OK) status = sim_log_read(&of->log, &e->data.list[data], &world, err);
    if (status == SIM_OK) status = find_subject(e, of, source->all_subjects, err);
    if (status == SIM_OK) return SIM_OK;
    sim_log_free(&of->log);
    e->n_logs--;
    return status;
}

/* What is no log is a table of observations. */
static sim_status settle_table(sim_experiment *e, size_t data, const sim_source *source,
                               sim_error *err)
{
    sim_status status = sim_data_read_table(&e->data.list[data], source->file, err);

    return status == SIM_OK && e->catalog->chain
               ? sim_observed_check(e, &e->data.list[data], err)
               : status;
}

sim_status sim_arms_settle_logs(sim_experiment *e, const sim_source *source, sim_error *err)
{
    sim_status status = SIM_OK;

    if (e->data.n == 0) return SIM_OK;
    e->logs = calloc(e->data.n, sizeof *e->logs);
    if (!e->logs) return sim_fail_memory(err, sim_source_name(source));
    for (size_t i = 0; status == SIM_OK && i < e->data.n; i++) {
        const bool is_log = sim_data_is_log(&e->data.list[i]);

        status = is_log ? settle(e, i, source, err) : settle_table(e, i, source, err);
        status = sim_findings_note(source->findings, status, err);
    }
    return status == SIM_OK ? sim_arms_tell(e, err) : status;
}

void sim_arms_keep_logs_of(sim_experiment *e, size_t arm)
{
    for (size_t i = 0; i < e->n_logs; i++)
        e->logs[i].arm = e->logs[i].arm == arm ? 0 : SIM_NONE;
}

const sim_arm_log *sim_experiment_log(const sim_experiment *e, size_t arm)
{
    const size_t owner = sim_background_owner(e, arm);

    for (size_t i = 0; i < e->n_logs; i++)
        if (e->logs[i].arm == owner) return &e->logs[i];
    return NULL;
}

/* ---- what it tells ---------------------------------------------------------------------- */

sim_status sim_arms_tell(sim_experiment *e, sim_error *err)
{
    sim_status status = SIM_OK;

    e->cues = NULL;
    if (e->n_logs == 0) return SIM_OK;
    e->cues = sim_pool_take(&e->pool, e->n_arms, sizeof *e->cues);
    if (!e->cues) return sim_fail_memory(err, "logs");
    for (size_t arm = 0; status == SIM_OK && arm < e->n_arms; arm++) {
        const sim_arm_log *of = sim_experiment_log(e, arm);

        if (of && of->subject != SIM_NONE)
            status = sim_log_cues(&of->log, of->subject, &e->pool, &e->cues[arm], err);
    }
    return status;
}

/* ---- run.ini ------------------------------------------------------------------------------ */

static const sim_arm_log *log_of(const sim_experiment *e, size_t data)
{
    for (size_t i = 0; i < e->n_logs; i++)
        if (e->logs[i].data == data) return &e->logs[i];
    return NULL;
}

void sim_arms_write_data(const sim_experiment *e, FILE *out)
{
    for (size_t i = 0; i < e->data.n; i++) {
        const sim_arm_log *of = log_of(e, i);

        if (e->data.list[i].table)
            sim_data_write_table(&e->data.list[i], out);
        else if (!of)
            sim_data_write(&e->data.list[i], out);
        else if (of->arm != SIM_NONE)
            sim_log_write(&of->log, of->subject, e->data.list[i].name,
                          e->arm_names[of->arm].text, out);
    }
}

void sim_arms_hash_logs(const sim_experiment *e, uint64_t *hash)
{
    for (size_t i = 0; i < e->n_logs; i++) {
        if (e->logs[i].arm == SIM_NONE) continue;
        sim_text_hash(hash, e->arm_names[e->logs[i].arm].text);
        sim_log_hash(&e->logs[i].log, e->logs[i].subject, hash);
    }
}

void sim_arms_free_logs(sim_experiment *e)
{
    for (size_t i = 0; i < e->n_logs; i++) sim_log_free(&e->logs[i].log);
    free(e->logs);
    sim_data_free(&e->data);
}
