/* command_params.c -- potency params [PATTERN]. */
#include <argp.h>
#include <fnmatch.h>
#include <stdio.h>
#include <string.h>

#include "sim/cli/cli.h"

static error_t parse(int key, char *arg, struct argp_state *state)
{
    const char **pattern = state->input;

    if (key != ARGP_KEY_ARG) return ARGP_ERR_UNKNOWN;
    if (*pattern) argp_error(state, "one PATTERN would be right");
    *pattern = arg;
    return 0;
}

static bool matches(const char *pattern, const char *name)
{
    if (!pattern) return true;
    return strpbrk(pattern, "*?[") ? fnmatch(pattern, name, 0) == 0
                                   : strstr(name, pattern) != NULL;
}

static void print_words(const sim_symbol *s)
{
    for (size_t i = 0; s->words(i); i++) printf("%s%s", i ? " | " : "", s->words(i));
    printf("\n");
}

static void print_parameter(const sim_parameter *q, const char *name)
{
    const sim_symbol *s = q->symbol;
    char value[SIM_NUMBER_SIZE], low[SIM_NUMBER_SIZE], high[SIM_NUMBER_SIZE];

    sim_parameter_print(q, s->value, value);
    printf("%-32s = %-10s ", name, value);
    if (s->kind == SIM_WORD) {
        print_words(s);
    } else {
        sim_number_print_exact(low, s->low);
        sim_number_print_exact(high, s->high);
        printf("%s[%s, %s] %s\n", s->kind == SIM_WHOLE ? "whole, " : "", low, high,
               strcmp(s->unit, "1") == 0 ? "" : s->unit);
    }
    printf("    %s\n    source: %s\n", s->meaning, s->source);
}

static sim_status print_matching(const sim_session *session, const char *pattern,
                                 sim_error *err)
{
    size_t n = 0;

    for (size_t i = 0; i < session->catalog.n; i++) {
        const sim_parameter *q = &session->catalog.rows[i];
        char name[128];

        snprintf(name, sizeof name, "%s.%s", q->section, q->symbol->name);
        if (!matches(pattern, name)) continue;
        print_parameter(q, name);
        n++;
    }
    if (n > 0) return SIM_OK;
    return sim_fail(
        err, SIM_ENAME,
        "params: no parameter matches '%s'; a part of section.name or a pattern "
        "such as 'joint.*' would be right",
        pattern);
}

sim_status sim_command_params(int argc, char **argv, sim_error *err)
{
    static const struct argp parser = {
        .parser = parse,
        .args_doc = "[PATTERN]",
        .doc =
            "Lists the parameters whose section.name contains PATTERN (or matches it, with "
            "* and ?): default, range, unit, meaning and source.",
    };
    const char *pattern = NULL;
    sim_session session;
    sim_status status;

    argp_parse(&parser, argc, argv, 0, NULL, &pattern);
    status = sim_session_open(&session, &models_chains[0], err);
    if (status == SIM_OK) status = print_matching(&session, pattern, err);
    sim_session_close(&session);
    return status;
}
