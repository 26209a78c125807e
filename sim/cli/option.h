/* option.h -- what a command takes, as data: a row for each option says which field it fills,
 * and how its text is read.
 *
 * argp stands beneath: usage, errors and exit code 2 are its own.  Help, completion and manual
 * are made from the same rows.
 *
 * Memory: texts are borrowed from argv.
 */
#ifndef SIM_CLI_OPTION_H
#define SIM_CLI_OPTION_H

#include <argp.h>
#include <stdbool.h>
#include <stddef.h>

#include "sim/error.h"
#include "sim/model/model.h"

typedef struct sim_option sim_option;

/* Fills a field by what stands behind an option, or ends the program by argp_error. */
typedef void sim_option_reader(const sim_option *option, char *text, void *field,
                               struct argp_state *state);

struct sim_option {
    const char *name;
    int letter;              /* 0: it has none */
    const char *placeholder; /* of what stands behind it; NULL: nothing does */
    const char *help;        /* NULL: nobody is told of it */
    sim_option_reader *read;
    size_t at;               /* of the field, in the command's options */
    sim_words *words;        /* that it may be; NULL: anything */
    double least, most;      /* of a number */
    const char *setting;     /* the parameter that it sets: "run.seed" */
    const sim_option *group; /* alone with `at`: more rows, for a part of the options */
    bool again; /* what is written depends on it, and run.ini does not have it */
};

/* A text, one of the option's words if it has any; a flag that it was there; a whole number
 * from least to most. */
sim_option_reader sim_read_text, sim_read_flag, sim_read_count;

/* The field of a struct, and what reads such a field. */
#define SIM_INTO(options, field) \
    .read = _Generic(((options *)0)->field, \
        const char *: sim_read_text, \
        bool: sim_read_flag, \
        size_t: sim_read_count), \
    .at = offsetof(options, field)

enum { SIM_THREADS_MOST = 1024 };
#define SIM_SEED_MOST 9007199254740991.0 /* as [run] seed takes */

enum {
    SIM_SETS_MAX = 256,
    SIM_SETTINGS_MAX = 8,
    SIM_SETTING_SIZE = 512,
    SIM_AGAIN_SIZE = 1024
};

/* What most commands take: one argument, or several, a folder for what they write, values. */
typedef struct {
    const char *argument, *dir;
    char **several; /* [n_several] where the command takes "ARGUMENT..." */
    size_t n_several;
    const char *sets[SIM_SETS_MAX];
    size_t n_sets;
    char settings[SIM_SETTINGS_MAX][SIM_SETTING_SIZE]; /* what options stand for */
    size_t n_settings;
    const char *lanes, *isa;    /* that solve; NULL: the best here */
    const char *text;           /* of the file `argument`; NULL: it is read */
    char again[SIM_AGAIN_SIZE]; /* " --dark --size='slide'": the options that say `again` */
} sim_arguments;

/* Into sim_arguments: --set name=value, and an option that stands for it: "--seed 7" for
 * run.seed. */
sim_option_reader sim_read_set, sim_read_setting;
/* --set; --output DIR; both */
extern const sim_option sim_set_options[], sim_folder_options[], sim_result_options[];
/* --lanes, --isa: of which kernels solve, for checks that all give the same bytes */
extern const sim_option sim_kernel_options[];

typedef struct sim_call sim_call;

/* What a command does.  Its options begin with a sim_arguments if it has an argument. */
typedef struct {
    const sim_option *options; /* ends at {0}; NULL: none */
    sim_words *words;          /* that its argument may be; NULL: anything */
    void (*check)(const void *options, struct argp_state *state); /* all of them; NULL */
    sim_status (*call)(const sim_call *call, sim_error *err);
    bool again; /* figures carry what calls it again */
} sim_command;

/* What is said of it. */
typedef struct {
    const char *name;
    const sim_command *command;
    const char *argument; /* "FILE", "[PRESET]", "OUT SHARD..."; NULL: none */
    const char *phrase, *help;
} sim_listing;

struct sim_call {
    const sim_listing *listing;
    int argc;
    char **argv;      /* the name of the command first */
    const char *text; /* of the file that its last word names, which then has these options
                       * too: what is wrong with them is told in one line; NULL: it is read */
};

/* All rows of which help tells in their order, those of groups too, with the fields' places in
 * the whole. */
enum { SIM_OPTIONS_MAX = 24 };
size_t sim_options_list(const sim_command *command, sim_option list[SIM_OPTIONS_MAX]);

/* Fills the options of a command; ends the program after wrong usage. */
void sim_options_read(const sim_call *call, void *options);

/* argp_parse, which ends the program after wrong usage; this does so too where it had no
 * memory and took no option. */
void sim_argp_read(const struct argp *argp, int argc, char **argv, unsigned flags,
                   void *input);

/* For argp: refuses a word that is none of these. */
void sim_refuse_word(struct argp_state *state, const sim_option *option, const char *word);

#endif
