/* command_presets.c -- potency presets. */
#include <argp.h>
#include <stdio.h>
#include <string.h>

#include "sim/cli/cli.h"

static void print_preset(const sim_session *session, const sim_preset *preset)
{
    char value[SIM_NUMBER_SIZE];

    printf("  %-20s %s\n", preset->name, preset->about);
    for (size_t i = 0; i < preset->n_rows; i++) {
        const sim_parameter *q = &session->catalog.rows[preset->rows[i].row];

        sim_parameter_print(q, preset->rows[i].value, value);
        printf("  %-20s   %s.%s = %s\n", "", q->section, q->symbol->name, value);
    }
}

static void print_group(const sim_session *session, const char *group)
{
    printf("presets.%s\n", group);
    for (size_t i = 0; i < session->presets.n; i++) {
        if (strcmp(session->presets.list[i].group, group) == 0)
            print_preset(session, &session->presets.list[i]);
    }
}

sim_status sim_command_presets(int argc, char **argv, sim_error *err)
{
    static const struct argp parser = {
        .doc = "Lists the presets by group, with the rows that each sets.",
    };
    sim_session session;
    sim_status status;

    argp_parse(&parser, argc, argv, 0, NULL, NULL);
    status = sim_session_open(&session, &models_chains[0], err);
    for (size_t i = 0; status == SIM_OK && i < session.presets.n_groups; i++)
        print_group(&session, session.presets.groups[i]);
    sim_session_close(&session);
    return status;
}
