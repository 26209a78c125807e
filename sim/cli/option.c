#define _GNU_SOURCE /* fopencookie, which musl has too */

#include "sim/cli/option.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "sim/engine/kernel.h"
#include "sim/io/number.h"
#include "sim/io/text.h"

/* What argp says of words that nobody here wrote: the first line, behind their file. */
typedef struct {
    const char *file;
    bool is_begun, is_told;
} first_line;

/* A command whose options are being read. */
typedef struct {
    const sim_listing *listing;
    first_line told;
    void *options;
    sim_option list[SIM_OPTIONS_MAX];
    size_t n;
    const char *given[SIM_OPTIONS_MAX]; /* behind a row that says `again`, the last time */
    char kept[SIM_AGAIN_SIZE];          /* what they are */
    size_t n_kept;
} reading;

/* ---- rows ----------------------------------------------------------------- */

static size_t add_rows(const sim_option *rows, size_t at, sim_option list[], size_t n)
{
    for (const sim_option *o = rows; o && (o->name || o->group); o++) {
        if (o->group) {
            n = add_rows(o->group, at + o->at, list, n);
            continue;
        }
        sim_bug(n == SIM_OPTIONS_MAX);
        list[n] = *o;
        list[n++].at += at;
    }
    return n;
}

size_t sim_options_list(const sim_command *command, sim_option list[SIM_OPTIONS_MAX])
{
    const size_t all = add_rows(command->options, 0, list, 0);
    size_t n = 0;

    for (size_t i = 0; i < all; i++)
        if (list[i].help) list[n++] = list[i];
    return n;
}

/* What argp knows a row by. */
static int row_key(const reading *r, size_t i)
{
    enum { WITHOUT_LETTER = 1000 };

    return r->list[i].letter ? r->list[i].letter : WITHOUT_LETTER + (int)i;
}

static const sim_option *find_row(const reading *r, int key)
{
    for (size_t i = 0; i < r->n; i++) {
        if (row_key(r, i) == key) return &r->list[i];
    }
    return NULL;
}

/* ---- readers -------------------------------------------------------------- */

void sim_refuse_word(struct argp_state *state, const sim_option *option, const char *word)
{
    sim_choice choice = {.nearest = {.wanted = word}};
    char hint[640];

    for (size_t i = 0; option->words(i); i++) sim_choice_offer(&choice, option->words(i));
    sim_choice_print(&choice, hint, sizeof hint);
    argp_error(state, "--%s %s is unknown%s", option->name, word, hint);
}

static bool has_word(sim_words *words, const char *word)
{
    for (size_t i = 0; words(i); i++) {
        if (strcmp(words(i), word) == 0) return true;
    }
    return false;
}

void sim_read_text(const sim_option *option, char *text, void *field,
                   struct argp_state *state)
{
    if (option->words && !has_word(option->words, text))
        sim_refuse_word(state, option, text);
    *(const char **)field = text;
}

void sim_read_flag(const sim_option *option, char *text, void *field,
                   struct argp_state *state)
{
    (void)option, (void)text, (void)state;
    *(bool *)field = true;
}

void sim_read_count(const sim_option *option, char *text, void *field,
                    struct argp_state *state)
{
    double number;

    if (!sim_number_parse_whole(text, &number) || number < option->least ||
        number > option->most)
        argp_error(state, "--%s %s is no whole number from %.0f to %.0f", option->name,
                   text, option->least, option->most);
    *(size_t *)field = (size_t)number;
}

void sim_read_set(const sim_option *option, char *text, void *field,
                  struct argp_state *state)
{
    sim_arguments *a = field;

    (void)option;
    if (a->n_sets == SIM_SETS_MAX)
        argp_error(state, "at most %d --set are taken", SIM_SETS_MAX);
    a->sets[a->n_sets++] = text;
}

void sim_read_setting(const sim_option *option, char *text, void *field,
                      struct argp_state *state)
{
    sim_arguments *a = field;
    char *setting;

    if (a->n_settings == SIM_SETTINGS_MAX)
        argp_error(state, "%s is set more than %d times", option->setting,
                   SIM_SETTINGS_MAX);
    setting = a->settings[a->n_settings++];
    if (snprintf(setting, SIM_SETTING_SIZE, "%s=%s", option->setting, text) >=
        SIM_SETTING_SIZE)
        argp_error(state, "%s=%.20s... is longer than %d characters", option->setting, text,
                   SIM_SETTING_SIZE - 1);
    sim_read_set(option, setting, a, state);
}

const sim_option sim_folder_options[] = {
    {"output", 'o', "DIR", "Folder of the results (out)", SIM_INTO(sim_arguments, dir)},
    {0},
};

const sim_option sim_set_options[] = {
    {"set", 's', "NAME=VALUE",
     "Set section.name=value or 'arm NAME:section.name=value', over the file", sim_read_set,
     .at = 0},
    {0},
};

const sim_option sim_result_options[] = {
    {.group = sim_folder_options}, {.group = sim_set_options}, {0}};

static const char *lanes_name(size_t i)
{
    static const char *const names[] = {"1", "2", "4", "8"};

    return i < sizeof names / sizeof *names ? names[i] : NULL;
}

static void read_isa(const sim_option *option, char *text, void *field,
                     struct argp_state *state)
{
    sim_read_text(option, text, field, state);
    if (!sim_isa_is_here(text))
        argp_failure(state, EXIT_FAILURE, 0,
                     "--isa %s: this processor does not have it; %s would be right", text,
                     sim_isa_name(0));
}

const sim_option sim_kernel_options[] = {
    {"lanes", 0, "N", NULL, SIM_INTO(sim_arguments, lanes), .words = lanes_name},
    {"isa", 0, "ISA", NULL, .read = read_isa, .at = offsetof(sim_arguments, isa),
     .words = sim_isa_name},
    {0},
};

/* ---- argp ----------------------------------------------------------------- */

static bool takes_several(const sim_listing *listing)
{
    return listing->argument && strstr(listing->argument, "...");
}

static error_t take_argument(const reading *r, const char *text, struct argp_state *state)
{
    sim_arguments *a = r->options;
    const char *wanted = r->listing->argument;

    if (!wanted || takes_several(r->listing)) return ARGP_ERR_UNKNOWN;
    if (a->argument)
        argp_error(state, "'%s' is one argument too many; one %s would be right", text,
                   wanted);
    a->argument = text;
    return 0;
}

static error_t take_several(const reading *r, struct argp_state *state)
{
    sim_arguments *a = r->options;

    if (!takes_several(r->listing)) return ARGP_ERR_UNKNOWN;
    a->several = state->argv + state->next;
    a->n_several = (size_t)(state->argc - state->next);
    return 0;
}

/* Keeps it before it is read, which may part it. */
static void keep_given(reading *r, const sim_option *option, const char *text,
                       struct argp_state *state)
{
    const size_t size = strlen(text ? text : "") + 1;

    if (size > sizeof r->kept - r->n_kept)
        argp_error(state, "the options take more than %d characters", SIM_AGAIN_SIZE - 2);
    r->given[option - r->list] = memcpy(r->kept + r->n_kept, text ? text : "", size);
    r->n_kept += size;
}

static error_t take_option(reading *r, int key, char *text, struct argp_state *state)
{
    const sim_option *option = find_row(r, key);

    if (!option) return ARGP_ERR_UNKNOWN;
    if (option->again) keep_given(r, option, text, state);
    option->read(option, text, (char *)r->options + option->at, state);
    return 0;
}

/* In the order of the rows, so that it hangs on no other. */
static void tell_again(reading *r, struct argp_state *state)
{
    sim_arguments *a = r->options;
    size_t n_given = 0;

    for (size_t i = 0; i < r->n; i++) {
        if (!r->given[i]) continue;
        n_given++;
        sim_text_append(a->again, sizeof a->again, " --%s%s", r->list[i].name,
                        r->list[i].placeholder ? "=" : "");
        if (r->list[i].placeholder) sim_text_quote(a->again, sizeof a->again, r->given[i]);
    }
    if (n_given > 0 && strlen(a->again) + 1 == sizeof a->again)
        argp_error(state, "the options take more than %d characters", SIM_AGAIN_SIZE - 2);
}

static ssize_t tell_first(void *line, const char *text, size_t n)
{
    first_line *l = line;
    const char *end = memchr(text, '\n', n);

    if (!l->is_told) {
        if (!l->is_begun) fprintf(stderr, "%s: ", l->file);
        fwrite(text, 1, end ? (size_t)(end - text) + 1 : n, stderr);
    }
    l->is_begun = true;
    l->is_told |= end != NULL;
    return (ssize_t)n;
}

/* Where there is no memory for it, all is told. */
static void tell_one_line(reading *r, struct argp_state *state)
{
    FILE *line;

    if (!r->told.file) return;
    line = fopencookie(&r->told, "w", (cookie_io_functions_t){.write = tell_first});
    if (!line) return;
    setvbuf(line, NULL, _IONBF, 0);
    state->err_stream = line;
}

static error_t end_line(const reading *r, struct argp_state *state)
{
    if (r->told.file && state->err_stream != stderr) fclose(state->err_stream);
    return 0;
}

/* The one parser of all commands. */
static error_t parse_command(int key, char *text, struct argp_state *state)
{
    reading *r = state->input;
    const char *wanted = r->listing->argument;

    switch (key) {
    case ARGP_KEY_INIT:
        tell_one_line(r, state);
        return 0;
    case ARGP_KEY_FINI:
        return end_line(r, state);
    case ARGP_KEY_ARG:
        return take_argument(r, text, state);
    case ARGP_KEY_ARGS:
        return take_several(r, state);
    case ARGP_KEY_NO_ARGS:
        if (wanted && *wanted != '[') argp_usage(state);
        return 0;
    case ARGP_KEY_END:
        if (r->listing->command->check) r->listing->command->check(r->options, state);
        tell_again(r, state);
        return 0;
    default:
        return take_option(r, key, text, state);
    }
}

/* Adds its words to the help of an option. */
static char *add_words(int key, const char *text, void *input)
{
    enum { SIZE = 1024 };
    const sim_option *option = find_row(input, key);
    char *help;

    if (!option || !option->words || !text) return (char *)text;
    help = malloc(SIZE);
    if (!help) return NULL;
    snprintf(help, SIZE, "%s: ", text);
    for (size_t i = 0; option->words(i); i++)
        sim_text_append(help, SIZE, "%s%s", i ? ", " : "", option->words(i));
    return help;
}

void sim_argp_read(const struct argp *argp, int argc, char **argv, unsigned flags,
                   void *input)
{
    sim_error err;

    if (argp_parse(argp, argc, argv, flags, NULL, input) == 0) return;
    sim_note_memory(&err, "options");
    fprintf(stderr, "%s\n", err.text);
    exit(EXIT_FAILURE);
}

void sim_options_read(const sim_call *call, void *options)
{
    struct argp_option rows[SIM_OPTIONS_MAX + 1] = {{0}};
    /* of a list that is empty argp's help would lose a byte */
    const struct argp argp = {.options = call->listing->command->options ? rows : NULL,
                              .parser = parse_command,
                              .args_doc = call->listing->argument,
                              .doc = call->listing->help,
                              .help_filter = add_words};
    reading r = {.listing = call->listing, .options = options};

    if (call->text) r.told.file = call->argv[call->argc - 1];
    r.n = add_rows(call->listing->command->options, 0, r.list, 0);
    for (size_t i = 0; i < r.n; i++)
        rows[i] = (struct argp_option){.name = r.list[i].name,
                                       .key = row_key(&r, i),
                                       .arg = r.list[i].placeholder,
                                       .flags = r.list[i].help ? 0 : OPTION_HIDDEN,
                                       .doc = r.list[i].help};
    sim_argp_read(&argp, call->argc, call->argv, 0, &r);
    if (call->text) ((sim_arguments *)options)->text = call->text;
}
