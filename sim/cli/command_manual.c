/* command_manual.c -- potency manual: the manual page, made from the commands' tables. */
#include <stdio.h>
#include <string.h>

#include "sim/cli/cli.h"
#include "sim/study/figures.h"

/* Text in roff: a hyphen stays one, a backslash too, and no line is a request. */
static void print_text(const char *text)
{
    for (const char *c = text; *c; c++) {
        if (*c == '-')
            printf("\\-");
        else if (*c == '\\')
            printf("\\e");
        else if (*c == '\n')
            printf("\n.br\n");
        else if ((*c == '.' || *c == '\'') && (c == text || c[-1] == '\n'))
            printf("\\&%c", *c);
        else
            putchar(*c);
    }
}

static void print_options(const struct argp *argp)
{
    for (const struct argp_option *o = argp->options; o && o->name; o++) {
        sim_words *words = sim_argument_words(o->arg);

        printf(".TP\n\\fB\\-%c\\fR, \\fB\\-\\-", o->key);
        print_text(o->name);
        printf("\\fR");
        if (o->arg) {
            printf("=\\fI");
            print_text(o->arg);
            printf("\\fR");
        }
        printf("\n");
        print_text(o->doc);
        for (size_t i = 0; words && words(i); i++)
            printf("%s%s", i ? ", " : ": ", words(i));
        printf("\n");
    }
    for (const struct argp_child *c = argp->children; c && c->argp; c++)
        print_options(c->argp);
}

static void print_command(const sim_command *command)
{
    const char *argument = command->argp->args_doc;
    sim_words *words = sim_argument_words(argument);

    printf(".SS \"potency %s%s%s%s\"\n", command->name,
           command->argp->options || command->argp->children ? " [OPTION...]" : "",
           argument ? " " : "", argument ? argument : "");
    print_text(command->argp->doc);
    printf("\n");
    if (words) {
        printf(".PP\n");
        print_text(argument);
        for (size_t i = 0; words(i); i++) {
            printf("%s", i ? ", " : ": ");
            print_text(words(i));
        }
        printf("\n");
    }
    print_options(command->argp);
}

static void print_figure_rows(void)
{
    printf(".SH \"FIGURES OF ONE'S OWN\"\nA section [figure NAME] of the parameter file is "
           "drawn as NAME.png. Its rows:\n");
    for (size_t i = 0; sim_figure_row_name(i); i++) {
        printf(".TP\n\\fB%s\\fR\n", sim_figure_row_name(i));
        print_text(sim_figure_row_doc(i));
        printf("\n");
    }
}

static void print_manual(void)
{
    printf(".TH POTENCY 1 \"\" \"Potency %s\" \"User Commands\"\n"
           ".SH NAME\npotency \\- simulates why over\\-expanded mesenchymal stromal cells "
           "underperform\n.SH SYNOPSIS\n\\fBpotency\\fR \\fICOMMAND\\fR "
           "[\\fIARGUMENT\\fR...]\n"
           ".SH DESCRIPTION\nOne parameter file describes an experiment; one command gives "
           "tables and figures. It is ",
           sim_version);
    print_text(sim_disclaimer);
    printf(".\n.PP\nEvery command takes \\fB\\-\\-help\\fR, \\fB\\-\\-usage\\fR and "
           "\\fB\\-\\-version\\fR.\n.SH COMMANDS\n");
    for (size_t i = 0; sim_commands[i]; i++) print_command(sim_commands[i]);
    print_figure_rows();
    printf(".SH \"EXIT STATUS\"\n0 done, 1 failed, 2 wrong usage.\n");
}

static const struct argp manual_argp = {
    .doc = "Prints this manual page; `potency manual | man -l -` shows it."};

static sim_status call(int argc, char **argv, sim_error *err)
{
    (void)err;
    sim_read_arguments(&manual_argp, argc, argv, 0, NULL);
    print_manual();
    return SIM_OK;
}

const sim_command sim_command_manual = {"manual", "print the manual page", &manual_argp,
                                        call};
