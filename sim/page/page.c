#include "sim/page/page.h"

#include <gsl/gsl_errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "sim/cli/cli.h"
#include "sim/io/characters.h"

#define EXPORT(name) __attribute__((export_name(#name)))

enum { MOST_WORDS = 300 };

/* What the page may ask for. */
static const sim_listing listings[] = {
#define COMMAND(name, argument) {#name, &sim_command_##name, argument, "", ""},
#include "sim/page/commands.def"
#undef COMMAND
    {0},
};

static const sim_listing *find_listing(const char *name)
{
    for (const sim_listing *l = listings; l->name; l++)
        if (strcmp(l->name, name) == 0) return l;
    return NULL;
}

EXPORT(potency_room) char *potency_room(size_t n)
{
    static char *room;

    free(room);
    room = calloc(n + 1, 1);
    return room;
}

static int run_command(const sim_call *call)
{
    sim_error err = {""};
    char name[64], shown[4 * sizeof err.text];

    snprintf(name, sizeof name, "potency %s", call->listing->name);
    call->argv[0] = name;
    if (call->listing->command->call(call, &err) == SIM_OK) return EXIT_SUCCESS;
    sim_escape_print(err.text, shown, sizeof shown);
    fprintf(stderr, "%s\n", shown);
    return EXIT_FAILURE;
}

EXPORT(potency_call) int potency_call(char *words, int n, int n_texts)
{
    char *argv[MOST_WORDS + 1] = {NULL};
    sim_call call = {.argc = n, .argv = argv};
    int code = EXIT_FAILURE;

    gsl_set_error_handler_off();
    potency_forget();
    if (n < 1 || n > MOST_WORDS) return code;
    for (int i = 0; i < n; i++, words += strlen(words) + 1) argv[i] = words;
    call.listing = find_listing(argv[0]);
    call.text = n_texts > 0 ? words : NULL;
    potency_set_other(n_texts > 1 ? words + strlen(words) + 1 : NULL);
    if (call.listing)
        code = run_command(&call);
    else
        fprintf(stderr, "potency %s: is no command here; %s would be right\n", argv[0],
                listings->name);
    fflush(stdout);
    fflush(stderr);
    return code;
}
