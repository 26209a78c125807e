#include "sim/io/results.h"

#include <unistd.h>

static void put(sim_json *j, const char *before, const char *text)
{
    fputs(before, j->out);
    if (!sim_json_write_text(text, j->out)) j->failed = true;
}

void sim_json_start(sim_json *j, FILE *out, const sim_json_fact facts[], size_t n)
{
    const char *before = "\n";

    *j = (sim_json){.out = out};
    if (!out) return;
    fputs("{\"provenance\": {", out);
    for (size_t i = 0; i < n; i++) {
        if (!facts[i].value) continue;
        put(j, before, facts[i].name);
        put(j, ": ", facts[i].value);
        before = ",\n";
    }
    fputs("},\n\"tables\": {", out);
}

FILE *sim_json_table(sim_json *j, const char *name)
{
    if (!j->out) return NULL;
    put(j, j->n_tables++ > 0 ? ",\n" : "\n", name);
    fputs(": ", j->out);
    return j->out;
}

sim_status sim_json_end(sim_json *j, const sim_findings *warnings, sim_error *err)
{
    if (!j->out) return SIM_OK;
    fputs("},\n\"warnings\": [", j->out);
    for (size_t i = 0; warnings && i < warnings->n; i++)
        put(j, i > 0 ? ",\n" : "\n", warnings->lines[i]);
    fputs("]}\n", j->out);
    return j->failed ? sim_fail_memory(err, "JSON") : SIM_OK;
}

/* ---- in a folder ------------------------------------------------------------ */

const char sim_results_file[] = "results.json";

sim_status sim_results_start_json(sim_results *r, const sim_json_fact facts[], size_t n,
                                  sim_error *err)
{
    FILE *out = NULL;
    const sim_status status = sim_files_open(r->files, sim_results_file, &out, err);

    if (status == SIM_OK) sim_json_start(&r->json, out, facts, n);
    return status;
}

sim_status sim_results_add(sim_results *r, const char *name, sim_rows_to *to,
                           sim_error *err)
{
    char file[SIM_FILES_NAME];
    sim_status status;

    *to = (sim_rows_to){0};
    snprintf(file, sizeof file, "%s.csv", name);
    status = sim_files_open(r->files, file, &to->csv, err);
    if (status == SIM_OK) to->json = sim_json_table(&r->json, name);
    return status;
}

sim_status sim_results_add_table(sim_results *r, const sim_table *table, sim_error *err)
{
    sim_rows_to to;
    const sim_status status = sim_results_add(r, table->name, &to, err);

    return status == SIM_OK ? sim_table_write(table, &to, err) : status;
}

sim_status sim_results_open(const char *dir, const char *name, char path[SIM_RESULTS_PATH],
                            FILE **in, sim_error *err)
{
    *in = NULL;
    if (snprintf(path, SIM_RESULTS_PATH, "%s/%s.csv", dir, name) >= SIM_RESULTS_PATH)
        return sim_fail(err, SIM_EIO,
                        "%s: the path is too long; a shorter one would be right", dir);
    return sim_files_read(path, in, err);
}

bool sim_results_has(const char *dir, const char *name)
{
    char path[SIM_RESULTS_PATH];

    return snprintf(path, sizeof path, "%s/%s.csv", dir, name) < SIM_RESULTS_PATH &&
           access(path, F_OK) == 0;
}
