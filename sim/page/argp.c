/* argp.c -- of argp what the program calls, as sim/page/libraries/argp.h has it. */
#include <argp.h>

#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

void argp_error(const struct argp_state *state, const char *format, ...)
{
    va_list args;

    va_start(args, format);
    fprintf(stderr, "%s: ", state->argv[0]);
    vfprintf(stderr, format, args);
    fputc('\n', stderr);
    va_end(args);
    exit(2);
}

void argp_failure(const struct argp_state *state, int code, int number, const char *format,
                  ...)
{
    va_list args;

    (void)number;
    va_start(args, format);
    fprintf(stderr, "%s: ", state->argv[0]);
    vfprintf(stderr, format, args);
    fputc('\n', stderr);
    va_end(args);
    exit(code);
}

_Noreturn void argp_usage(const struct argp_state *state)
{
    fprintf(stderr, "usage: %s %s\n", state->argv[0], state->root_argp->args_doc);
    exit(2);
}

/* The row that "--name" or "--name=value" is of; NULL: there is none. */
static const struct argp_option *find_option(const struct argp *argp, const char *word,
                                             size_t length)
{
    for (const struct argp_option *o = argp->options; o && o->name; o++)
        if (strlen(o->name) == length && memcmp(o->name, word, length) == 0) return o;
    return NULL;
}

static error_t take_word(struct argp_state *state, char *word)
{
    const struct argp *argp = state->root_argp;
    const size_t length = strcspn(word, "=");
    const struct argp_option *option;

    if (strncmp(word, "--", 2) != 0) return argp->parser(ARGP_KEY_ARG, word, state);
    option = find_option(argp, word + 2, length - 2);
    if (!option || (option->arg != NULL) != (word[length] == '='))
        argp_error(state, "unrecognized option '%s'", word);
    return argp->parser(option->key, option->arg ? word + length + 1 : NULL, state);
}

error_t argp_parse(const struct argp *argp, int argc, char **argv, unsigned flags, int *at,
                   void *input)
{
    struct argp_state state = {argp, argc, argv, 1, input, stderr};
    error_t status = argp->parser(ARGP_KEY_INIT, NULL, &state);
    int n_arguments = 0;

    (void)flags, (void)at;
    while (status == 0 && state.next < argc) {
        char *word = argv[state.next++];

        n_arguments += strncmp(word, "--", 2) != 0;
        status = take_word(&state, word);
    }
    if (status == 0 && n_arguments == 0) argp->parser(ARGP_KEY_NO_ARGS, NULL, &state);
    if (status == 0) status = argp->parser(ARGP_KEY_END, NULL, &state);
    argp->parser(ARGP_KEY_FINI, NULL, &state);
    return status;
}
