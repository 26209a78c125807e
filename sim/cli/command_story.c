/* command_story.c -- potency story [NAME|FILE]: a question, its answer worked out, and its figure. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "models/models.h"
#include "sim/cli/cli.h"
#include "sim/cli/narration.h"
#include "sim/cli/progress.h"
#include "sim/cli/running.h"
#include "sim/cli/solving.h"
#include "sim/io/sections.h"
#include "sim/io/text.h"
#include "sim/study/story.h"

enum { NAME_SIZE = 200, PARAGRAPHS = 3 };

typedef struct {
    sim_arguments shared;
    const char *name;
    bool ini, ask, handout;
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
    {"handout", 'H', NULL,
     "Also write NAME-handout.pdf, a page to print: the question with boxes to tick above, "
     "what came out below a line to fold it along",
     SIM_INTO(story_options, handout), .again = true},
    {"seed", 'r', "S", "Seed of the random numbers, as --set run.seed=S", sim_read_setting,
     .setting = "run.seed"},
    {.group = sim_many_rows, .at = offsetof(story_options, many)},
    {.group = sim_sheet_rows, .at = offsetof(story_options, look)},
    {"name", 0, "NAME", "Name of the story, and so of its figure (that of the file)",
     SIM_INTO(story_options, name), .again = true},
    {0},
};

static void check_options(const void *options_read, struct argp_state *state)
{
    const story_options *o = options_read;

    if ((o->ini || o->ask) && !o->shared.argument)
        argp_error(state, "--%s is of a story; its name would be right",
                   o->ini ? "ini" : "ask");
    sim_many_check(&o->many, state);
    if (o->many.keep.shards > 0)
        argp_error(state, "--shard solves a part, of which no story can be told; `potency "
                          "run` with the file of --ini would be right");
}

/* All that the command holds; released in one place. */
typedef struct {
    story_options options;
    const char *text; /* of a story that is built in; NULL: it is read from its file */
    char name[NAME_SIZE];
    char again[SIM_AGAIN_SIZE + 4 * NAME_SIZE];
    sim_ini ini;
    sim_story story;
    sim_running running;
    sim_narration narration;
    sim_handout handout; /* of --handout */
    sim_memory literature;
    plot_paragraph paragraphs[PARAGRAPHS];
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

/* What is built in comes first; a path may lead to a file of the same name. */
static sim_status find_story(story_state *s, char file[NAME_SIZE], sim_error *err)
{
    const char *argument = s->options.shared.argument;
    const bool is_read = s->options.shared.text != NULL;

    for (size_t i = 0; !is_read && story_name(i); i++)
        if (strcmp(story_name(i), argument) == 0) s->text = models_story_texts[i].text;
    snprintf(file, NAME_SIZE, "%s%s", argument, s->text ? ".ini" : "");
    take_name(s, file);
    if (s->options.name) snprintf(s->name, sizeof s->name, "%s", s->options.name);
    return is_read || s->text || access(argument, F_OK) == 0 ? SIM_OK
                                                             : refuse_name(argument, err);
}

/* The story's figure, or the first. */
static sim_figure *find_figure(const story_state *s)
{
    const sim_figures *figures = &s->running.job.experiment.figures;
    size_t own = 0;

    for (size_t i = figures->n; i-- > 0;)
        if (strcmp(figures->list[i].name, s->name) == 0) own = i;
    return &figures->list[own];
}

/* ---- reading ---------------------------------------------------------------- */

static sim_status read_story(story_state *s, const char *file, sim_error *err)
{
    sim_source source = sim_arguments_source(&s->options.shared);
    sim_status status;

    source.file = s->text ? file : s->options.shared.argument;
    if (s->text) source.text = s->text;
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

/* The sentence is the title of the story's figure, or the first, where it has none. */
static sim_status give_title(story_state *s, sim_error *err)
{
    sim_figure *figure = find_figure(s);
    const char *title = s->narration.title;

    if (!title || figure->text[SIM_FIGURE_TITLE]) return SIM_OK;
    figure->text[SIM_FIGURE_TITLE] = sim_text_copy(title);
    return figure->text[SIM_FIGURE_TITLE] ? SIM_OK : sim_fail_memory(err, "story");
}

/* ---- writing ---------------------------------------------------------------- */

static const char text_file[] = "story.txt";

static const char *name_handout(const story_state *s, char name[SIM_FILES_NAME])
{
    snprintf(name, SIM_FILES_NAME, "%s-handout", s->name);
    return name;
}

static sim_status claim_more(void *self, const sim_files *files, sim_error *err)
{
    const story_state *s = self;
    char name[SIM_FILES_NAME];
    sim_status status = sim_files_claim(files, text_file, err);

    if (status != SIM_OK || !s->options.handout) return status;
    return sim_sheet_claim(name_handout(s, name), &sim_handout_look, files, err);
}

static sim_status list_literature(story_state *s, sim_error *err)
{
    const sim_story_list *list = &s->story.literature;
    sim_status status = sim_memory_open(&s->literature, "handout", err);

    if (status != SIM_OK) return status;
    for (size_t i = 0; i < list->n; i++)
        fprintf(s->literature.stream, "%s- %s", i > 0 ? "\n" : "", list->list[i]);
    return sim_memory_close(&s->literature, "handout", err);
}

static void add_paragraph(story_state *s, const char *heading, const char *text)
{
    if (text && *text)
        s->paragraphs[s->handout.page.n_paragraphs++] = (plot_paragraph){heading, text};
}

/* What the page says; the figure comes when that is drawn. */
static sim_status fill_handout(story_state *s, sim_error *err)
{
    plot_handout *page = &s->handout.page;
    sim_status status = list_literature(s, err);

    if (status != SIM_OK) return status;
    s->handout.figure = find_figure(s)->name;
    name_handout(s, s->handout.name);
    page->question = s->story.question;
    page->choices = s->story.choices.list;
    page->n_choices = s->story.choices.n;
    page->answer = s->narration.answer;
    page->finding = s->narration.sentence.bytes ? s->narration.sentence.bytes : "";
    page->paragraphs = s->paragraphs;
    page->elsewhere = "All of it stands in story.txt.";
    add_paragraph(s, sim_narration_moved, s->narration.moved);
    if (s->story.literature.n > 0) add_paragraph(s, "Literature", s->literature.bytes);
    add_paragraph(s, "About it", s->story.about);
    s->running.handout = &s->handout;
    return SIM_OK;
}

static void print_story(const story_state *s, FILE *out)
{
    sim_narration_print(&s->narration, &s->running.warnings, out);
}

/* What was solved beyond the arms' own course. */
static sim_status hand_on_solved(story_state *s, sim_error *err)
{
    const sim_responses *responses = &s->running.responses;
    sim_pool *pool = &s->story.pool;
    const sim_table **tables = sim_pool_take(pool, responses->n + 1, sizeof(*tables));
    const sim_status status = sim_pool_check(pool, "story", err);

    if (status != SIM_OK) return status;
    for (size_t i = 0; i < responses->n; i++) tables[i] = &responses->list[i].table;
    s->story.world.responses = tables;
    s->story.world.n_responses = responses->n;
    if (sim_running_has_many(&s->running))
        s->story.world.ensemble = &s->running.many.ensemble;
    if (sim_tries_view(&s->running.trials)) s->story.world.trials = &s->running.trials.set;
    return SIM_OK;
}

static sim_status write_more(void *self, sim_error *err)
{
    story_state *s = self;
    sim_status status = hand_on_solved(s, err);
    FILE *out;

    if (status == SIM_OK) status = sim_narration_find(&s->narration, &s->story, err);
    if (status == SIM_OK) status = give_title(s, err);
    if (status == SIM_OK && s->options.handout) status = fill_handout(s, err);
    if (status == SIM_OK) status = sim_files_open(&s->running.files, text_file, &out, err);
    if (status != SIM_OK) return status;
    print_story(s, out);
    fprintf(out, "\n%s\n", sim_disclaimer);
    return SIM_OK;
}

/* With the name that is not in its rows, the last of the options. */
static void tell_again(story_state *s)
{
    snprintf(s->again, sizeof s->again, "story%s", s->options.shared.again);
    if (s->options.name) return;
    sim_text_append(s->again, sizeof s->again, " --name=");
    sim_text_quote(s->again, sizeof s->again, s->name);
}

/* The section of the story as it was read. */
static void add_story(void *self, FILE *run_ini)
{
    const story_state *s = self;

    for (size_t i = 0; i < s->ini.n_rows; i++) {
        const sim_ini_row *row = &s->ini.rows[i];

        if (sim_section_kind_of(row->section) != SIM_SECTION_STORY) continue;
        if (row->name)
            fprintf(run_ini, "%s = %s\n", row->name, row->whole ? row->whole : row->value);
        else
            fprintf(run_ini, "\n[%s]\n", row->section);
    }
}

static sim_status solve_story(story_state *s, sim_error *err)
{
    const sim_running_more more = {s, claim_more, write_more, add_story};
    sim_running *r = &s->running;
    sim_status status;

    tell_again(s);
    r->more = &more;
    r->has_trials = true;
    r->trials.is_wanted = s->story.asks_trials;
    r->trials.has_sizes = s->story.asks_sizes;
    r->options.again = s->again;
    r->options.is_own_file = s->text != NULL;
    r->many = (sim_many){.options = &s->options.many, .job = &r->job};
    status = sim_running_solve(r, err);
    if (status == SIM_OK) status = sim_signals_hold(sim_running_write, r, err);
    if (status != SIM_OK) return status;
    print_story(s, stdout);
    putchar('\n');
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
    sim_narration_ask(&s->story, stdout);
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
    sim_narration_free(&s.narration);
    sim_memory_free(&s.literature);
    sim_story_free(&s.story);
    sim_running_free(&s.running);
    sim_ini_free(&s.ini);
    return status;
}

const sim_command sim_command_story = {.options = options,
                                       .words = story_name,
                                       .check = check_options,
                                       .call = call,
                                       .again = true};
