/* command_presets.c -- potency presets [PRESET]. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "models/models.h"
#include "sim/cli/cli.h"
#include "sim/io/text.h"
#include "sim/study/unread.h"

static void print_preset(const sim_session *session, const sim_preset *preset,
                         const bool unread[])
{
    char value[SIM_NUMBER_SIZE];

    printf("  %-20s %s\n", preset->name, preset->about);
    for (size_t i = 0; i < preset->n_rows; i++) {
        const sim_parameter *q = &session->catalog.rows[preset->rows[i].row];

        sim_parameter_print(q, preset->rows[i].value, value);
        printf("  %-20s   %s.%s = %s%s\n", "", q->section, q->symbol->name, value,
               unread[preset->rows[i].row] ? " (no effect here)" : "");
    }
}

static void print_group(const sim_session *session, const char *group, const bool unread[])
{
    printf("presets.%s\n", group);
    for (size_t i = 0; i < session->presets.n; i++) {
        if (strcmp(session->presets.list[i].group, group) == 0)
            print_preset(session, &session->presets.list[i], unread);
    }
}

/* One row of a preset in full: what it is, what it would be otherwise, and on whose word. */
static void print_row(const sim_session *session, const sim_preset *preset, size_t i,
                      const bool unread[])
{
    const sim_parameter *q = &session->catalog.rows[preset->rows[i].row];
    const char *unit = strcmp(q->symbol->unit, "1") == 0 ? "" : q->symbol->unit;
    char value[SIM_NUMBER_SIZE], usual[SIM_NUMBER_SIZE], name[128];

    sim_parameter_print(q, preset->rows[i].value, value);
    sim_parameter_print(q, q->usual, usual);
    snprintf(name, sizeof name, "%s.%s", q->section, q->symbol->name);
    printf("\n%s = %s%s%s    (default %s)\n    %s\n    source: %s\n", name, value,
           *unit ? " " : "", unit, usual, q->symbol->meaning, q->symbol->source);
    if (unread[preset->rows[i].row])
        printf("    has no effect: nothing of indication %s reads it\n",
               session->chain->name);
}

/* No preset that is offered has that name. */
static sim_status refuse_name(const sim_presets *presets, const char *name, sim_error *err)
{
    sim_nearest nearest = {.wanted = name};
    char hint[256];

    for (size_t i = presets->n; i < presets->n_all; i++) {
        if (strcmp(presets->list[i].name, name) == 0)
            return sim_fail(err, SIM_ENAME,
                            "presets: preset '%s' is of indication %s; `potency presets %s "
                            "--indication %s` would be right",
                            name, presets->list[i].elsewhere->name, name,
                            presets->list[i].elsewhere->name);
    }
    for (size_t i = 0; i < presets->n; i++)
        sim_nearest_offer(&nearest, presets->list[i].name);
    sim_nearest_print(&nearest, "`potency presets` lists them", hint, sizeof hint);
    return sim_fail(err, SIM_ENAME, "presets: unknown preset '%s'%s", name, hint);
}

static sim_status print_in_full(const sim_session *session, const char *name,
                                const bool unread[], sim_error *err)
{
    for (size_t i = 0; i < session->presets.n; i++) {
        const sim_preset *preset = &session->presets.list[i];

        if (strcmp(preset->name, name) != 0) continue;
        printf("%s, of group %s: %s\n\n    [presets]\n    %s = %s\n", name, preset->group,
               preset->about, preset->group, name);
        if (preset->n_rows == 0)
            printf("\nsets no row: all values stay at their defaults\n");
        for (size_t r = 0; r < preset->n_rows; r++) print_row(session, preset, r, unread);
        return SIM_OK;
    }
    return refuse_name(&session->presets, name, err);
}

typedef struct {
    sim_arguments shared;
    const char *indication;
} presets_options;

static const sim_option options[] = {
    {"indication", 'a', "NAME", "Of the chain that treats NAME",
     SIM_INTO(presets_options, indication), .words = models_chain_name},
    {0},
};

static const char *preset_name(size_t i) { return models_preset_texts[i].name; }

static sim_status call(const sim_call *how, sim_error *err)
{
    presets_options o = {0};
    const char *name;
    sim_session session;
    bool *unread = NULL;
    sim_status status;

    sim_options_read(how, &o);
    name = o.shared.argument;
    status = sim_session_open(&session, models_chain(o.indication), err);
    if (status == SIM_OK) status = sim_unread_find(&session, &unread, err);
    if (status == SIM_OK && name) status = print_in_full(&session, name, unread, err);
    for (size_t i = 0; status == SIM_OK && !name && i < session.presets.n_groups; i++)
        print_group(&session, session.presets.groups[i], unread);
    free(unread);
    sim_session_close(&session);
    return status;
}

const sim_command sim_command_presets = {
    .options = options, .words = preset_name, .call = call};
