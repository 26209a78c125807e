/* command_manual.c -- potency manual: the manual page, made from the commands' tables. */
#include <stdio.h>
#include <string.h>

#include "sim/cli/cli.h"
#include "sim/study/figures.h"
#include "sim/study/story.h"

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

static void print_option(const sim_option *o)
{
    printf(".TP\n");
    if (o->letter) printf("\\fB\\-%c\\fR, ", o->letter);
    printf("\\fB\\-\\-");
    print_text(o->name);
    printf("\\fR");
    if (o->placeholder) {
        printf("=\\fI");
        print_text(o->placeholder);
        printf("\\fR");
    }
    printf("\n");
    print_text(o->help);
    for (size_t i = 0; o->words && o->words(i); i++)
        printf("%s%s", i ? ", " : ": ", o->words(i));
    printf("\n");
}

static void print_argument(const sim_listing *listing)
{
    printf(".PP\n");
    print_text(listing->argument);
    for (size_t i = 0; listing->command->words(i); i++) {
        printf("%s", i ? ", " : ": ");
        print_text(listing->command->words(i));
    }
    printf("\n");
}

static void print_command(const sim_listing *listing)
{
    sim_option list[SIM_OPTIONS_MAX];
    const size_t n = sim_options_list(listing->command, list);

    printf(".SS \"potency %s%s%s%s\"\n", listing->name, n > 0 ? " [OPTION...]" : "",
           listing->argument ? " " : "", listing->argument ? listing->argument : "");
    print_text(listing->help);
    printf("\n");
    if (listing->command->words) print_argument(listing);
    for (size_t i = 0; i < n; i++) print_option(&list[i]);
}

/* Name and meaning of a row, by number; NULL past the last. */
typedef const char *row_text(size_t i);

static void print_rows(const char *heading, const char *text, row_text *name, row_text *doc)
{
    printf(".SH \"%s\"\n%s Its rows:\n", heading, text);
    for (size_t i = 0; name(i); i++) {
        printf(".TP\n\\fB%s\\fR\n", name(i));
        print_text(doc(i));
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
    for (const sim_listing *listing = sim_commands; listing->name; listing++)
        print_command(listing);
    print_rows("FIGURES OF ONE'S OWN",
               "A section [figure NAME] of the parameter file is drawn as NAME.png.",
               sim_figure_row_name, sim_figure_row_doc);
    print_rows(
        "TRIALS",
        "A section [trial] of the parameter file says what potency trial compares, beside "
        "the parameters that `potency params trial.` lists.",
        sim_trial_text_name, sim_trial_text_doc);
    print_rows("STORIES OF ONE'S OWN",
               "A parameter file with a section [story] is told by potency story FILE.",
               sim_story_row_name, sim_story_row_doc);
    printf(".SH \"EXIT STATUS\"\n0 done, 1 failed, 2 wrong usage.\n");
}

static sim_status call(const sim_call *how, sim_error *err)
{
    (void)err;
    sim_options_read(how, NULL);
    print_manual();
    return SIM_OK;
}

const sim_command sim_command_manual = {.call = call};
