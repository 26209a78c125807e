/* main.c -- the command line: finds the command, prints its error, exits.
 *
 * Exit code: 0 done, 1 failed, 2 wrong usage.
 */
#include <argp.h>
#include <errno.h>
#include <gsl/gsl_errno.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "sim/cli/cli.h"
#include "sim/io/characters.h"
#include "sim/io/text.h"

static void refuse_command(const char *name, struct argp_state *state)
{
    sim_nearest nearest = {.wanted = name};
    char hint[128];

    for (const sim_listing *listing = sim_commands; listing->name; listing++)
        sim_nearest_offer(&nearest, listing->name);
    sim_nearest_print(&nearest, "`potency --help` lists the commands", hint, sizeof hint);
    argp_error(state, "unknown command '%s'%s", name, hint);
}

static error_t find_call(int key, char *arg, struct argp_state *state)
{
    sim_call *call = state->input;

    switch (key) {
    case ARGP_KEY_ARG:
        call->listing = sim_command_find(arg);
        if (!call->listing) refuse_command(arg, state);
        call->argv = &state->argv[state->next - 1];
        call->argc = state->argc - state->next + 1;
        state->next = state->argc;
        return 0;
    case ARGP_KEY_NO_ARGS:
        argp_usage(state);
        return 0;
    default:
        return ARGP_ERR_UNKNOWN;
    }
}

/* The list of commands at the end of --help, from the table. */
static char *help_filter(int key, const char *text, void *input)
{
    enum { SIZE = 2048 };
    char *help;

    (void)input;
    if (key != ARGP_KEY_HELP_POST_DOC) return (char *)text;
    help = malloc(SIZE);
    if (!help) return NULL;
    snprintf(help, SIZE, "Commands (each with --help):\n\n");
    for (const sim_listing *listing = sim_commands; listing->name; listing++)
        sim_text_append(help, SIZE, "  %-10s %s\n", listing->name, listing->phrase);
    sim_text_append(help, SIZE, "\n%s", sim_disclaimer);
    return help;
}

static void print_version(FILE *out, struct argp_state *state)
{
    (void)state;
    fprintf(out, "potency %s\n%s\n", sim_version, sim_build_id);
}

static int run_command(const sim_call *call)
{
    sim_error err = {""};
    char name[64], shown[4 * sizeof err.text];

    snprintf(name, sizeof name, "potency %s", call->listing->name);
    call->argv[0] = name;
    if (call->listing->command->call(call, &err) != SIM_OK) {
        sim_escape_print(err.text, shown, sizeof shown);
        fprintf(stderr, "%s\n", shown);
        return EXIT_FAILURE;
    }
    return EXIT_SUCCESS;
}

/* At exit, so that --help and --version, which argp prints, are checked too. */
static void check_output(void)
{
    const bool failed = ferror(stdout);

    if (failed) putchar('\n'); /* fails for the same reason, which is forgotten by now */
    errno = 0;
    if (fflush(stdout) == 0 && !failed) return;
    fprintf(stderr, "standard output: cannot be written: %s\n",
            errno ? strerror(errno) : "something was lost");
    _exit(EXIT_FAILURE);
}

int main(int argc, char **argv)
{
    static const struct argp parser = {
        .parser = find_call,
        .args_doc = "COMMAND [ARGUMENT...]",
        .doc = "Simulates why over-expanded mesenchymal stromal cells underperform.\v ",
        .help_filter = help_filter,
    };
    sim_call call = {0};

    unsetenv("POSIXLY_CORRECT"); /* options stand before arguments and behind them */
    argp_program_version_hook = print_version;
    argp_err_exit_status = 2;
    gsl_set_error_handler_off();
    signal(SIGXFSZ, SIG_IGN); /* what is too large then fails to be written */
    if (atexit(check_output) != 0) return EXIT_FAILURE;
    sim_argp_read(&parser, argc, argv, ARGP_IN_ORDER, &call);
    return run_command(&call);
}
