#include "sim/page/page.h"

#include <gsl/gsl_errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "sim/cli/cli.h"
#include "sim/cli/report.h"
#include "sim/io/characters.h"
#include "sim/io/sections.h"
#include "sim/page/drag.h"

#define EXPORT(name) __attribute__((export_name(#name)))

enum { MOST_WORDS = 300, SHORT = 12 };

/* ---- what the page alone has --------------------------------------------------------- */

/* For tests: ends the instance, or ("trap memory") takes all the memory that it may have. */
static sim_status trap(const sim_call *how, sim_error *err)
{
    static void *last;

    if (how->argc < 2 || strcmp(how->argv[1], "memory") != 0) __builtin_trap();
    for (size_t size = (size_t)1 << 28; size > 16;) {
        void **block = malloc(size);

        if (block)
            *block = last;
        else
            size /= 2;
        if (block) last = block;
    }
    return sim_fail_memory(err, how->argv[1]);
}

static const sim_listing *find_listing(const char *name);

/* Says of each section that a command solves which the page has not; trials a story draws, too. */
static void tell_unsolved(const sim_ini *ini)
{
    bool has[SIM_SECTION_KINDS] = {false};

    for (size_t i = 0; i < ini->n_rows; i++)
        has[sim_section_kind_of(ini->rows[i].section)] = true;
    for (sim_section_kind kind = 0; kind < SIM_SECTION_KINDS; kind++) {
        const sim_section *section = &sim_sections[kind];

        if (!has[kind] || !section->solver || find_listing(section->solver)) continue;
        if (kind == SIM_SECTION_TRIAL && has[SIM_SECTION_STORY]) continue;
        fprintf(
            stderr,
            "%s: what its section [%s] asks for is solved by `potency %s %s`; here is its "
            "run\n",
            ini->file, section->word, section->solver, ini->file);
    }
}

/* Prints every value in force, as run.ini has them, and solves nothing. */
static sim_status rows(const sim_call *how, sim_error *err)
{
    sim_source source = {.file = how->argc > 1 ? how->argv[1] : NULL, .text = how->text};
    const sim_findings none = {0};
    sim_provenance provenance;
    sim_ini ini = {0};
    sim_job job = {0};
    sim_status status = sim_source_read(&source, &ini, err);

    source.ini = &ini;
    if (status == SIM_OK) status = sim_job_read(&job, &source, err);
    if (status == SIM_OK) {
        sim_provenance_init(&provenance, &job.experiment, &(sim_making){0});
        sim_report_write_run(&provenance, &job.experiment, &none, stdout);
        sim_provenance_free(&provenance);
        tell_unsolved(&ini);
    }
    sim_job_close(&job);
    sim_ini_free(&ini);
    return status;
}

/* Prints the stories in their order: "NAME\f", and its file with a form feed behind it. */
static sim_status stories(const sim_call *how, sim_error *err)
{
    (void)how, (void)err;
    for (const sim_text *story = models_story_texts; story->name; story++)
        printf("%s\f%s\f", story->name, story->text);
    return SIM_OK;
}

static const sim_command command_trap = {.call = trap}, command_rows = {.call = rows},
                         command_stories = {.call = stories};

/* What the page may ask for. */
static const sim_listing listings[] = {
#define COMMAND(name, argument) {#name, &sim_command_##name, argument, "", ""},
#include "sim/page/commands.def"
#undef COMMAND
    {"rows", &command_rows, "FILE", "", ""},
    {"hold", &sim_command_hold, "FILE", "", ""},
    {"frame", &sim_command_frame, "FILE", "", ""},
    {"stories", &command_stories, NULL, "", ""},
    {"trap", &command_trap, NULL, "", ""},
    {0},
};

static const sim_listing *find_listing(const char *name)
{
    for (const sim_listing *l = listings; l->name; l++)
        if (strcmp(l->name, name) == 0) return l;
    return NULL;
}

static char *room;
static size_t room_size; /* of what it is for, without the NUL behind it */

EXPORT(potency_room) char *potency_room(size_t n)
{
    free(room);
    room = calloc(n + 1, 1);
    room_size = room ? n : 0;
    return room;
}

/* A file that holds a NUL would end there, as a text: refused as sim/io/ini.c refuses it. */
static sim_status check_text(const char *name, const char *text, sim_error *err)
{
    const char *nul = memchr(text, '\0', room_size - (size_t)(text - room));
    int line = 1;

    if (!nul) return SIM_OK;
    for (const char *c = text; c < nul; c++) line += *c == '\n';
    return sim_fail(err, SIM_EVALUE, "%s:%d: holds a NUL byte; plain text would be right",
                    name, line);
}

/* is_alone: its text is all that there is. */
static int run_command(const sim_call *call, bool is_alone)
{
    sim_error err = {""};
    char name[64], shown[4 * sizeof err.text];
    sim_status status;

    snprintf(name, sizeof name, "potency %s", call->listing->name);
    call->argv[0] = name;
    status = is_alone ? check_text(call->argv[1], call->text, &err) : SIM_OK;
    if (status == SIM_OK) status = call->listing->command->call(call, &err);
    if (status == SIM_OK) return EXIT_SUCCESS;
    sim_escape_print(err.text, shown, sizeof shown);
    fprintf(stderr, "%s\n", shown);
    return status == SIM_ENOMEM ? SHORT : EXIT_FAILURE;
}

EXPORT(potency_call) int potency_call(char *words, int n, int n_texts)
{
    char *argv[MOST_WORDS + 1] = {NULL};
    sim_call call = {.argc = n, .argv = argv};
    int code = EXIT_FAILURE;

    gsl_set_error_handler_off();
    potency_forget();
    if (n < 1 || n > MOST_WORDS) {
        fprintf(stderr, "%d words of a call; 1 to %d would be right\n", n, MOST_WORDS);
        fflush(stderr);
        return code;
    }
    for (int i = 0; i < n; i++, words += strlen(words) + 1) argv[i] = words;
    call.listing = find_listing(argv[0]);
    call.text = n_texts > 0 ? words : NULL;
    potency_set_other(n_texts > 1 ? words + strlen(words) + 1 : NULL);
    if (call.listing)
        code = run_command(&call, n > 1 && n_texts == 1);
    else
        fprintf(stderr, "potency %s: is no command here; %s would be right\n", argv[0],
                listings->name);
    fflush(stdout);
    fflush(stderr);
    return code;
}
