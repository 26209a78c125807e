/* argp.h -- of argp what sim/cli/option.c calls, for the page: there a call's words come from a
 * script, options first, each whole: "--name=value" or "--name".
 */
#ifndef SIM_PAGE_ARGP_H
#define SIM_PAGE_ARGP_H

#include <errno.h>
#include <stdio.h>
#include <sys/types.h>

typedef int error_t;
struct argp_state;
typedef error_t (*argp_parser_t)(int key, char *arg, struct argp_state *state);

struct argp_option {
    const char *name;
    int key;
    const char *arg;
    int flags;
    const char *doc;
    int group;
};

struct argp {
    const struct argp_option *options;
    argp_parser_t parser;
    const char *args_doc, *doc;
    const void *children;
    char *(*help_filter)(int key, const char *text, void *input);
};

struct argp_state {
    const struct argp *root_argp;
    int argc;
    char **argv;
    int next;
    void *input;
    FILE *err_stream;
};

#define OPTION_HIDDEN 2
#define ARGP_ERR_UNKNOWN E2BIG
enum {
    ARGP_KEY_ARG = 0,
    ARGP_KEY_END = 0x1000001,
    ARGP_KEY_NO_ARGS,
    ARGP_KEY_INIT,
    ARGP_KEY_FINI,
    ARGP_KEY_ARGS,
};

error_t argp_parse(const struct argp *argp, int argc, char **argv, unsigned flags, int *at,
                   void *input);

/* These print a line and end the program, with code 2 or another. */
void argp_error(const struct argp_state *state, const char *format, ...)
    __attribute__((format(printf, 2, 3)));
void argp_failure(const struct argp_state *state, int code, int number, const char *format,
                  ...) __attribute__((format(printf, 4, 5)));
_Noreturn void argp_usage(const struct argp_state *state);

#endif
