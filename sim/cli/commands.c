#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "models/presets.h"
#include "plots/figure.h"
#include "sim/cli/cli.h"
#include "sim/cli/completion.h"
#include "sim/cli/glossary.h"
#include "sim/io/number.h"
#include "sim/io/sbml.h"
#include "sim/io/text.h"
#include "sim/study/screening.h"

const sim_command *const sim_commands[] = {
    &sim_command_run,
    &sim_command_check,
    &sim_command_plot,
    &sim_command_params,
    &sim_command_words,
    &sim_command_presets,
    &sim_command_models,
    &sim_command_card,
    &sim_command_sweep,
    &sim_command_export,
    &sim_command_verify,
    &sim_command_merge,
    &sim_command_slurm,
    &sim_command_sensitivity,
    &sim_command_validate,
    &sim_command_selftest,
    &sim_command_completion,
    &sim_command_manual,
    NULL,
};

/* ---- words ---------------------------------------------------------------- */

static const char *preset_name(size_t i) { return models_preset_texts[i].name; }

static bool is_listed(const sim_stage *stage)
{
    for (const sim_chain *chain = models_chains; chain->name; chain++) {
        for (size_t i = 0; i < chain->n_stages; i++) {
            if (&chain->stages[i] == stage) return false;
            if (chain->stages[i].model == stage->model) return true;
        }
    }
    return false;
}

/* A model that several chains share counts once. */
static const char *model_name(size_t number)
{
    for (const sim_chain *chain = models_chains; chain->name; chain++) {
        for (size_t i = 0; i < chain->n_stages; i++) {
            if (is_listed(&chain->stages[i])) continue;
            if (number-- == 0) return chain->stages[i].model->name;
        }
    }
    return NULL;
}

static const struct {
    const char *placeholder;
    sim_words *words;
} arguments[] = {
    {"FORMAT[,FORMAT]", plot_format_name},
    {"SIZE", plot_size_name},
    {"[PRESET]", preset_name},
    {"[MODEL|FILE]", model_name},
    {"LEVEL", sim_sbml_level},
    {"SHELL", sim_completion_shell},
    {"METHOD", sim_screening_name},
    {"[WORD]", sim_glossary_term},
};

sim_words *sim_argument_words(const char *placeholder)
{
    for (size_t i = 0; placeholder && i < sizeof arguments / sizeof *arguments; i++) {
        if (strcmp(arguments[i].placeholder, placeholder) == 0) return arguments[i].words;
    }
    return NULL;
}

/* ---- argp ----------------------------------------------------------------- */

/* argp knows an option's key here, and its text; the placeholder is looked up by them. */
static const char *placeholder_of(int key, const char *text)
{
    for (size_t c = 0; sim_commands[c]; c++) {
        const struct argp *argp = sim_commands[c]->argp;
        const struct argp *const parts[] = {argp,
                                            argp->children ? argp->children[0].argp : NULL};

        for (size_t p = 0; p < 2 && parts[p]; p++) {
            for (const struct argp_option *o = parts[p]->options; o && o->name; o++) {
                if (o->key == key && o->doc == text) return o->arg;
            }
        }
    }
    return NULL;
}

char *sim_help_filter(int key, const char *text, void *input)
{
    enum { SIZE = 1024 };
    sim_words *words = sim_argument_words(placeholder_of(key, text));
    char *help;
    size_t at;

    (void)input;
    if (!words || !text) return (char *)text;
    help = malloc(SIZE);
    if (!help) return NULL;
    at = (size_t)snprintf(help, SIZE, "%s: ", text);
    for (size_t i = 0; words(i); i++)
        at += (size_t)snprintf(help + at, SIZE - at, "%s%s", i ? ", " : "", words(i));
    return help;
}

void sim_refuse_word(struct argp_state *state, const char *option, sim_words *words,
                     const char *word)
{
    sim_choice choice = {.nearest = {.wanted = word}};
    char hint[640];

    for (size_t i = 0; words(i); i++) sim_choice_offer(&choice, words(i));
    sim_choice_print(&choice, hint, sizeof hint);
    argp_error(state, "%s %s is unknown%s", option, word, hint);
}

size_t sim_parse_count(const char *option, const char *text, double least, double most,
                       struct argp_state *state)
{
    double number;

    if (!sim_number_parse_whole(text, &number) || number < least || number > most)
        argp_error(state, "%s %s is no whole number from %.0f to %.0f", option, text, least,
                   most);
    return (size_t)number;
}

error_t sim_take_setting(sim_arguments *a, const char *name, const char *value,
                         struct argp_state *state)
{
    char *setting;

    if (a->n_settings == SIM_SETTINGS_MAX)
        argp_error(state, "%s is set more than %d times", name, SIM_SETTINGS_MAX);
    setting = a->settings[a->n_settings++];
    if (snprintf(setting, SIM_SETTING_SIZE, "%s=%s", name, value) >= SIM_SETTING_SIZE)
        argp_error(state, "%s=%.20s... is longer than %d characters", name, value,
                   SIM_SETTING_SIZE - 1);
    return sim_take_argument(a, 's', setting, state);
}

size_t sim_parse_threads(const char *text, struct argp_state *state)
{
    enum { THREADS_MOST = 1024 };

    return sim_parse_count("--threads", text, 1, THREADS_MOST, state);
}

void sim_read_arguments(const struct argp *argp, int argc, char **argv, unsigned flags,
                        void *input)
{
    sim_error err;

    if (argp_parse(argp, argc, argv, flags, NULL, input) == 0) return;
    sim_note_memory(&err, "options");
    fprintf(stderr, "%s\n", err.text);
    exit(EXIT_FAILURE);
}

error_t sim_take_argument(sim_arguments *a, int key, char *arg, struct argp_state *state)
{
    switch (key) {
    case 'o':
        a->dir = arg;
        return 0;
    case 's':
        if (a->n_sets == SIM_SETS_MAX)
            argp_error(state, "at most %d --set are taken", SIM_SETS_MAX);
        a->sets[a->n_sets++] = arg;
        return 0;
    case ARGP_KEY_ARG:
        if (!a->wanted) return ARGP_ERR_UNKNOWN;
        if (a->argument)
            argp_error(state, "'%s' is one argument too many; one %s would be right", arg,
                       a->wanted);
        a->argument = arg;
        return 0;
    case ARGP_KEY_NO_ARGS:
        if (a->wanted && a->wanted[0] != '[') argp_usage(state);
        return 0;
    default:
        return ARGP_ERR_UNKNOWN;
    }
}

error_t sim_parse_arguments(int key, char *arg, struct argp_state *state)
{
    return sim_take_argument(state->input, key, arg, state);
}
