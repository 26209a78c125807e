#include "sim/io/json.h"

#include <jansson.h>

bool sim_json_write_text(const char *text, FILE *out)
{
    json_t *value = json_string(text);
    const bool done = value && json_dumpf(value, out, JSON_ENCODE_ANY) == 0;

    json_decref(value);
    return done || ferror(out); /* who opened it sees that */
}

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
