/* command_story.c -- potency story [NAME|FILE]: a question, its answer worked out, and its figure. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "models/models.h"
#include "plots/amount.h"
#include "sim/cli/cli.h"
#include "sim/cli/progress.h"
#include "sim/cli/running.h"
#include "sim/cli/solving.h"
#include "sim/io/text.h"
#include "sim/study/story.h"

enum { NAME_SIZE = 200, TITLE_MOST = 140 };

typedef struct {
    sim_arguments shared;
    bool ini, ask;
    sim_sheet_look look;
    sim_many_options many;
} story_options;

static const sim_option options[] = {
    {.group = sim_result_options},
    {.group = sim_kernel_options},
    {"ini", 'I', NULL, "Print the file of the story, as a start for one of your own",
     SIM_INTO(story_options, ini)},
    {"ask", 'q', NULL, "Print question and choices alone, without solving",
     SIM_INTO(story_options, ask)},
    {"seed", 'r', "S", "Seed of the random numbers, as --set run.seed=S", sim_read_setting,
     .setting = "run.seed"},
    {.group = sim_many_rows, .at = offsetof(story_options, many)},
    {.group = sim_sheet_rows, .at = offsetof(story_options, look)},
    {0},
};

static void check_options(const void *options_read, struct argp_state *state)
{
    const story_options *o = options_read;

    if ((o->ini || o->ask) && !o->shared.argument)
        argp_error(state, "--%s is of a story; its name would be right",
                   o->ini ? "ini" : "ask");
    sim_many_check(&o->many, state);
}

/* All that the command holds; released in one place. */
typedef struct {
    story_options options;
    const char *text; /* of a story that is built in; NULL: it is read from its file */
    char name[NAME_SIZE];
    sim_ini ini;
    sim_story story;
    sim_running running;
    sim_memory told; /* as people read it */
} story_state;

/* ---- which ------------------------------------------------------------------ */

static const char *story_name(size_t i) { return models_story_texts[i].name; }

static sim_status print_list(sim_error *err)
{
    int width = 0;
    sim_status status = SIM_OK;

    for (size_t i = 0; story_name(i); i++)
        width = (int)strlen(story_name(i)) > width ? (int)strlen(story_name(i)) : width;
    for (size_t i = 0; status == SIM_OK && story_name(i); i++) {
        const char *question;
        sim_ini ini;

        status = sim_ini_read_text(&ini, story_name(i), models_story_texts[i].text, err);
        question = status == SIM_OK ? sim_story_question(&ini) : NULL;
        if (question) printf("%-*s  %s\n", width, story_name(i), question);
        sim_ini_free(&ini);
    }
    return status;
}

static sim_status refuse_name(const char *name, sim_error *err)
{
    sim_nearest nearest = {.wanted = name};
    char hint[256];

    for (size_t i = 0; story_name(i); i++) sim_nearest_offer(&nearest, story_name(i));
    sim_nearest_print(&nearest, "`potency story` lists them", hint, sizeof hint);
    return sim_fail(err, SIM_ENAME, "story: there is no story '%s', and no such file%s",
                    name, hint);
}

/* "stories/own.ini" is called own. */
static void take_name(story_state *s, const char *file)
{
    snprintf(s->name, sizeof s->name, "%s", sim_text_base_name(file));
    if (strrchr(s->name, '.')) *strrchr(s->name, '.') = '\0';
}

static bool has_file(const char *path)
{
    FILE *file = fopen(path, "rb");

    if (file) fclose(file);
    return file != NULL;
}

/* What is built in comes first; a path may lead to a file of the same name. */
static sim_status find_story(story_state *s, char file[NAME_SIZE], sim_error *err)
{
    const char *argument = s->options.shared.argument;

    for (size_t i = 0; story_name(i); i++)
        if (strcmp(story_name(i), argument) == 0) s->text = models_story_texts[i].text;
    snprintf(file, NAME_SIZE, "%s%s", argument, s->text ? ".ini" : "");
    take_name(s, file);
    return s->text || has_file(argument) ? SIM_OK : refuse_name(argument, err);
}

/* ---- reading ---------------------------------------------------------------- */

static sim_status read_story(story_state *s, const char *file, sim_error *err)
{
    sim_source source = sim_arguments_source(&s->options.shared);
    sim_status status;

    source.file = s->text ? file : s->options.shared.argument;
    source.text = s->text;
    status = sim_source_read(&source, &s->ini, err);
    source.ini = &s->ini;
    if (status == SIM_OK) status = sim_job_read(&s->running.job, &source, err);
    if (status == SIM_OK) status = sim_story_read(&s->story, &s->ini, &s->running.job, err);
    if (status != SIM_OK) return status;
    if (s->options.many.replicates == 0) s->options.many.replicates = s->story.replicates;
    if (s->running.job.experiment.figures.n == 0)
        return sim_fail(
            err, SIM_EPARSE,
            "%s: a story has a figure, and the file none; a section [figure %s] "
            "would be right",
            source.file, s->name);
    return SIM_OK;
}

/* ---- words ------------------------------------------------------------------ */

static void print_paragraph(const char *heading, const char *text, FILE *out)
{
    fprintf(out, "\n%s\n", heading);
    sim_paragraph_print("", text, 0, out);
}

static void print_question(const sim_story *story, FILE *out)
{
    sim_paragraph_print("", story->question, 0, out);
    fprintf(out, "\nWhat do you expect?\n");
    for (size_t i = 0; i < story->choices.n; i++)
        fprintf(out, "  %c) %s\n", (char)('a' + (int)i), story->choices.list[i]);
}

/* Numbers as figures tell them. */
static void tell_value(double value, const sim_unit_told *told, FILE *out)
{
    const plot_topic topic = {.unit = told->unit, .times = told->times};
    GString *text = g_string_new(NULL);

    plot_amount_tell(value, &topic, text);
    fputs(text->str, out);
    g_string_free(text, TRUE);
}

/* The outcome's sentence, which the caller frees. */
static sim_status make_sentence(const sim_story *story, const sim_story_outcome *outcome,
                                sim_memory *sentence, sim_error *err)
{
    sim_status status = sim_memory_open(sentence, "story", err);

    if (status != SIM_OK) return status;
    sim_story_print(story, outcome, tell_value, sentence->stream);
    return sim_memory_close(sentence, "story", err);
}

static void print_outcome(const sim_story *story, const sim_story_outcome *outcome,
                          const char *sentence, FILE *out)
{
    size_t choice = 0;

    while (choice < story->choices.n &&
           strcmp(story->choices.list[choice], outcome->name) != 0)
        choice++;
    if (choice < story->choices.n)
        fprintf(out, "\nThe answer is %c) %s.\n", (char)('a' + (int)choice), outcome->name);
    else
        fprintf(out, "\nThe answer is none of them: %s.\n", outcome->name);
    sim_paragraph_print("", sentence, 0, out);
}

static void print_missing(const story_state *s, const sim_story_value *missing, FILE *out)
{
    char name[512], text[1024];

    sim_story_value_name(missing, &s->story.world, name, sizeof name);
    snprintf(text, sizeof text,
             "None of the answers can be told: %s is not defined with these values.", name);
    fputc('\n', out);
    sim_paragraph_print("", text, 0, out);
}

static void print_list_of(const char *heading, const sim_story_list *list, FILE *out)
{
    if (list->n > 0) fprintf(out, "\n%s\n", heading);
    for (size_t i = 0; i < list->n; i++) sim_paragraph_print("- ", list->list[i], 2, out);
}

static void print_reverse(const sim_story *story, FILE *out)
{
    if (story->reverse.n == 0) return;
    fprintf(out, "\nTo turn it round, try it with\n ");
    for (size_t i = 0; i < story->reverse.n; i++)
        fprintf(out, " --set '%s'", story->reverse.list[i]);
    fputc('\n', out);
}

/* Where the first clause of a sentence that is too long for a title ends. */
static size_t title_length(const char *sentence)
{
    static const char *const stops[] = {". ", "; ", ": ", ", "};
    const size_t length = strlen(sentence);

    for (size_t i = 0; length > TITLE_MOST && i < sizeof stops / sizeof *stops; i++) {
        const char *stop = strstr(sentence, stops[i]);

        if (stop && stop - sentence < TITLE_MOST) return (size_t)(stop - sentence);
    }
    return length > 0 && sentence[length - 1] == '.' ? length - 1 : length;
}

/* The sentence is the title of the story's figure, or the first, where it has none. */
static sim_status give_title(story_state *s, const char *sentence, sim_error *err)
{
    sim_figures *figures = &s->running.job.experiment.figures;
    size_t own = 0;

    for (size_t i = figures->n; i-- > 0;)
        if (strcmp(figures->list[i].name, s->name) == 0) own = i;
    if (figures->list[own].text[SIM_FIGURE_TITLE]) return SIM_OK;
    figures->list[own].text[SIM_FIGURE_TITLE] = strndup(sentence, title_length(sentence));
    return figures->list[own].text[SIM_FIGURE_TITLE] ? SIM_OK
                                                     : sim_fail_memory(err, "story");
}

static sim_status tell_finding(story_state *s, FILE *out, sim_error *err)
{
    const sim_story_finding found = sim_story_find(&s->story);
    sim_memory sentence = {0};
    sim_status status;

    if (found.missing) {
        print_missing(s, found.missing, out);
        return SIM_OK;
    }
    status = make_sentence(&s->story, found.outcome, &sentence, err);
    if (status == SIM_OK) {
        print_outcome(&s->story, found.outcome, sentence.bytes, out);
        status = give_title(s, sentence.bytes, err);
    }
    sim_memory_free(&sentence);
    return status;
}

static void print_warnings(const sim_findings *warnings, FILE *out)
{
    if (warnings->n > 0) fputc('\n', out);
    for (size_t i = 0; i < warnings->n; i++)
        sim_paragraph_print("warning: ", warnings->lines[i], 2, out);
}

static sim_status tell_all(story_state *s, sim_error *err)
{
    const sim_story *story = &s->story;
    sim_status status = sim_memory_open(&s->told, "story", err);
    FILE *out = s->told.stream;

    if (status != SIM_OK) return status;
    print_question(story, out);
    status = tell_finding(s, out, err);
    if (status != SIM_OK) return status;
    if (story->about) print_paragraph("About it", story->about, out);
    print_list_of("Literature", &story->literature, out);
    print_reverse(story, out);
    print_warnings(&s->running.warnings, out);
    return sim_memory_close(&s->told, "story", err);
}

/* ---- writing ---------------------------------------------------------------- */

static const char text_file[] = "story.txt";

static sim_status claim_text(void *self, const sim_files *files, sim_error *err)
{
    (void)self;
    return sim_files_claim(files, text_file, err);
}

static sim_status write_text(void *self, sim_error *err)
{
    story_state *s = self;
    sim_status status;
    FILE *out;

    if (sim_running_has_many(&s->running))
        s->story.world.ensemble = &s->running.many.ensemble;
    status = tell_all(s, err);
    if (status == SIM_OK) status = sim_files_open(&s->running.files, text_file, &out, err);
    if (status == SIM_OK) fprintf(out, "%s\n%s\n", s->told.bytes, sim_disclaimer);
    return status;
}

static sim_status solve_story(story_state *s, sim_error *err)
{
    const sim_running_more more = {s, claim_text, write_text};
    sim_running *r = &s->running;
    sim_status status;

    r->more = &more;
    r->options.is_own_file = s->text != NULL;
    r->many = (sim_many){.options = &s->options.many, .job = &r->job};
    status = sim_running_solve(r, err);
    if (status == SIM_OK) status = sim_signals_hold(sim_running_write, r, err);
    if (status != SIM_OK) return status;
    printf("%s\n", s->told.bytes);
    sim_files_print(&r->files, stdout);
    printf("\n%s\n", sim_disclaimer);
    return SIM_OK;
}

/* ---- the command -------------------------------------------------------------- */

static sim_status print_ini(const story_state *s, sim_error *err)
{
    char *text = NULL;
    sim_status status = SIM_OK;

    if (!s->text) status = sim_files_read_text(s->options.shared.argument, &text, err);
    if (status == SIM_OK) fputs(s->text ? s->text : text, stdout);
    free(text);
    return status;
}

static sim_status tell_story(story_state *s, sim_error *err)
{
    char file[NAME_SIZE];
    sim_status status = find_story(s, file, err);

    if (status != SIM_OK) return status;
    if (s->options.ini) return print_ini(s, err);
    status = read_story(s, file, err);
    if (status != SIM_OK) return status;
    if (!s->options.ask) return solve_story(s, err);
    print_question(&s->story, stdout);
    printf("\n%s\n", sim_disclaimer);
    return SIM_OK;
}

static sim_status call(const sim_call *how, sim_error *err)
{
    story_state s = {.options = {.shared.dir = "out"}};
    sim_status status;

    sim_options_read(how, &s.options);
    s.running.options = (sim_running_options){
        .dir = s.options.shared.dir, .look = &s.options.look, .many = &s.options.many};
    if (!s.options.shared.argument) return print_list(err);
    status = tell_story(&s, err);
    sim_memory_free(&s.told);
    sim_story_free(&s.story);
    sim_running_free(&s.running);
    sim_ini_free(&s.ini);
    return status;
}

const sim_command sim_command_story = {
    .options = options, .words = story_name, .check = check_options, .call = call};
