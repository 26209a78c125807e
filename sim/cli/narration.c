#include "sim/cli/narration.h"

#include <stdlib.h>
#include <string.h>

#include "plots/amount.h"
#include "sim/cli/report.h"
#include "sim/study/losses.h"

enum { TITLE_MOST = 150 };

static const char ellipsis[] = "\u2026";

/* ---- the question ------------------------------------------------------------- */

static char letter_of(size_t choice) { return (char)('a' + (int)choice); }

void sim_narration_ask(const sim_story *story, FILE *out)
{
    sim_paragraph_print("", story->question, 0, out);
    fprintf(out, "\nWhat do you expect?\n");
    for (size_t i = 0; i < story->choices.n; i++)
        fprintf(out, "  %c) %s\n", letter_of(i), story->choices.list[i]);
}

/* ---- what came out ------------------------------------------------------------ */

/* Numbers as figures tell them. */
static void tell_value(double value, const sim_unit_told *told, FILE *out)
{
    const plot_topic topic = {.unit = told->unit, .times = told->times};
    GString *text = g_string_new(NULL);

    plot_amount_tell(value, &topic, text);
    fputs(text->str, out);
    g_string_free(text, TRUE);
}

static void answer(sim_narration *n, const sim_story_outcome *outcome)
{
    const sim_story_list *choices = &n->story->choices;
    size_t i = 0;

    while (i < choices->n && strcmp(choices->list[i], outcome->name) != 0) i++;
    if (i < choices->n)
        snprintf(n->answer, sizeof n->answer, "The answer is %c) %s.", letter_of(i),
                 outcome->name);
    else
        snprintf(n->answer, sizeof n->answer, "The answer is none of them: %s.",
                 outcome->name);
}

static void answer_missing(sim_narration *n, const sim_story_value *missing)
{
    char name[SIM_NARRATION_ANSWER / 2];

    sim_story_value_name(missing, &n->story->world, name, sizeof name);
    snprintf(n->answer, sizeof n->answer,
             "None of the answers can be told: %s is not defined with these values.", name);
}

/* A row of --set that stands over one which an arm of the file has for its own: names of arms,
 * and sentences about them, need not fit then. */
static const sim_assignment *find_leveled(const sim_experiment *e)
{
    for (size_t i = 0; i < e->n_assignments; i++) {
        const sim_assignment *set = &e->assignments[i];

        if (set->scope != SIM_BY_SET) continue;
        for (size_t k = 0; k < e->n_assignments; k++)
            if (e->assignments[k].scope == SIM_BY_ARM &&
                e->assignments[k].is_preset == set->is_preset &&
                e->assignments[k].row == set->row)
                return set;
    }
    return NULL;
}

static void answer_leveled(sim_narration *n, const sim_assignment *set)
{
    snprintf(
        n->answer, sizeof n->answer,
        "None of the answers can be told: %.*s stands over what makes these arms differ. "
        "For one arm alone --set 'arm NAME:...' would be right.",
        SIM_NARRATION_ANSWER / 2, set->place);
}

const char sim_narration_moved[] = "What moved, and why";

/* Of the answer's number, if that is one that a summary has. */
static const char *number_of(const sim_story *story)
{
    const sim_tables *tables = story->world.tables;
    const sim_story_term *first = &story->answer.terms[0];

    return first->kind == SIM_STORY_NUMBER &&
                   strcmp(first->table, tables->table[tables->summary].name) == 0
               ? first->column
               : NULL;
}

/* Where what lies between the arms is refused, that is what is told. */
static sim_status find_moved(sim_narration *n, sim_error *err)
{
    const sim_story *story = n->story;
    const sim_job *job = story->world.job;
    sim_losses losses;
    sim_error why = {""};
    sim_losses_ask ask;
    sim_status status;

    if (story->ledger[0] == SIM_NONE) return SIM_OK;
    ask = (sim_losses_ask){.arm = job->arm_names[story->ledger[0]],
                           .against = job->arm_names[story->ledger[1]],
                           .number = number_of(story)};
    status = sim_losses_find(&losses, job, &ask, &why);
    if (status == SIM_OK) sim_losses_print(&losses, n->moved, sizeof n->moved);
    sim_losses_free(&losses);
    if (status == SIM_ENOMEM || status == SIM_ESTOP)
        return sim_fail(err, status, "%s", why.text);
    if (status != SIM_OK)
        snprintf(n->moved, sizeof n->moved, "It cannot be parted: %s", why.text);
    return SIM_OK;
}

/* The last place within TITLE_MOST bytes where a sentence may end, best at a full stop. */
static size_t cut(const char *sentence)
{
    static const char *const stops[] = {". ", "; ", ": ", ", ", " "};
    size_t length = 0;

    for (size_t i = 0; length == 0 && i < sizeof stops / sizeof *stops; i++)
        for (const char *at = sentence;
             (at = strstr(at, stops[i])) && at - sentence <= TITLE_MOST; at++)
            length = (size_t)(at - sentence);
    return length;
}

/* Without its full stop. */
static char *make_title(const char *sentence)
{
    const size_t length = strlen(sentence);
    const bool fits = length <= TITLE_MOST;
    const bool stops = fits && length > 0 && sentence[length - 1] == '.';
    const size_t n = fits ? length - stops : cut(sentence);
    char *title = malloc(n + sizeof ellipsis);

    if (title)
        snprintf(title, n + sizeof ellipsis, "%.*s%s", (int)n, sentence,
                 fits || sentence[n] != ' ' ? "" : ellipsis);
    return title;
}

sim_status sim_narration_find(sim_narration *n, const sim_story *story, sim_error *err)
{
    const sim_story_finding found = sim_story_find(story);
    const sim_assignment *leveled = find_leveled(&story->world.job->experiment);
    sim_status status;

    n->story = story;
    if (leveled) {
        answer_leveled(n, leveled);
        return SIM_OK;
    }
    status = find_moved(n, err);
    if (status != SIM_OK) return status;
    if (found.missing) {
        answer_missing(n, found.missing);
        return SIM_OK;
    }
    answer(n, found.outcome);
    status = sim_memory_open(&n->sentence, "story", err);
    if (status != SIM_OK) return status;
    sim_story_print(story, found.outcome, tell_value, n->sentence.stream);
    status = sim_memory_close(&n->sentence, "story", err);
    if (status == SIM_OK) n->title = make_title(n->sentence.bytes);
    return status == SIM_OK && !n->title ? sim_fail_memory(err, "story") : status;
}

void sim_narration_free(sim_narration *n)
{
    sim_memory_free(&n->sentence);
    free(n->title);
    *n = (sim_narration){0};
}

/* ---- all of it ---------------------------------------------------------------- */

static void print_paragraph(const char *heading, const char *text, FILE *out)
{
    if (!text || !*text) return;
    fprintf(out, "\n%s\n", heading);
    sim_paragraph_print("", text, 0, out);
}

static void print_list(const char *heading, const sim_story_list *list, FILE *out)
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

static void print_warnings(const sim_findings *warnings, FILE *out)
{
    if (warnings->n > 0) fputc('\n', out);
    for (size_t i = 0; i < warnings->n; i++)
        sim_paragraph_print("warning: ", warnings->lines[i], 2, out);
}

void sim_narration_print(const sim_narration *n, const sim_findings *warnings, FILE *out)
{
    sim_narration_ask(n->story, out);
    fputc('\n', out);
    sim_paragraph_print("", n->answer, 0, out);
    if (n->sentence.bytes) sim_paragraph_print("", n->sentence.bytes, 0, out);
    print_paragraph(sim_narration_moved, n->moved, out);
    print_paragraph("About it", n->story->about, out);
    print_list("Literature", &n->story->literature, out);
    print_reverse(n->story, out);
    print_warnings(warnings, out);
}
