/* cli.h -- the commands, and what they share.
 */
#ifndef SIM_CLI_CLI_H
#define SIM_CLI_CLI_H

#include <argp.h>

#include "sim/study/session.h"
#include "sim/study/version.h"

/* One command: --help, completion and manual read its options from `argp`; `call` parses
 * them and reports with `err`. */
typedef struct {
    const char *name, *doc;
    const struct argp *argp;
    sim_status (*call)(int argc, char **argv, sim_error *err);
} sim_command;

extern const sim_command sim_command_run, sim_command_check, sim_command_plot,
    sim_command_params, sim_command_presets, sim_command_models, sim_command_sweep,
    sim_command_export, sim_command_verify, sim_command_merge, sim_command_slurm,
    sim_command_sensitivity, sim_command_selftest, sim_command_completion,
    sim_command_manual, sim_command_words, sim_command_card, sim_command_validate;

extern const sim_command *const sim_commands[]; /* ends at NULL */

/* The words that an argument written as `placeholder` in help ("FORMAT", "[PRESET]") may
 * be; NULL if it may be anything. */
sim_words *sim_argument_words(const char *placeholder);

/* For argp: refuses a word that is none of these. */
void sim_refuse_word(struct argp_state *state, const char *option, sim_words *words,
                     const char *word);

/* For argp: the whole number that `text` is; refuses others. */
size_t sim_parse_count(const char *option, const char *text, double least, double most,
                       struct argp_state *state);

/* For argp: a number of threads. */
size_t sim_parse_threads(const char *text, struct argp_state *state);

/* For argp: adds those words to the help of an option. */
char *sim_help_filter(int key, const char *text, void *input);

enum { SIM_SETS_MAX = 256, SIM_SETTINGS_MAX = 8, SIM_SETTING_SIZE = 512 };

/* What most commands take: one argument, a folder for what they write, values. */
typedef struct {
    const char *wanted; /* the args_doc of the command's argp */
    const char *argument, *dir;
    const char *sets[SIM_SETS_MAX];
    size_t n_sets;
    char settings[SIM_SETTINGS_MAX][SIM_SETTING_SIZE]; /* what options stand for */
    size_t n_settings;
} sim_arguments;

/* argp_parse, which ends the program after wrong usage; this does so too where it had no
 * memory and took no option. */
void sim_read_arguments(const struct argp *argp, int argc, char **argv, unsigned flags,
                        void *input);

/* Takes what argp found, if it is one of these. */
error_t sim_take_argument(sim_arguments *arguments, int key, char *arg,
                          struct argp_state *state);

/* Takes an option that stands for --set name=value: "--seed 7" for run.seed. */
error_t sim_take_setting(sim_arguments *arguments, const char *name, const char *value,
                         struct argp_state *state);

/* The same as an argp parser whose input is a sim_arguments. */
error_t sim_parse_arguments(int key, char *arg, struct argp_state *state);

#define SIM_SET_OPTION \
    { \
        "set", 's', "NAME=VALUE", 0, \
            "Set section.name=value or 'arm NAME:section.name=value', over the file", 0 \
    }

#endif
