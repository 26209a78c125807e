#include "sim/cli/trial_print.h"

#include <math.h>
#include <string.h>

#include "sim/cli/explain.h"
#include "sim/cli/report.h"
#include "sim/io/text.h"
#include "sim/study/trial_words.h"

enum { TEXT_SIZE = 2048, CELL_SIZE = 96, WIDE = 28, NARROW = 9 };

typedef struct {
    const sim_trial_view *v;
    sim_trial_scale scale;
    int width; /* of names of arms */
    FILE *out;
} page;

static double level(const page *p) { return 100 * (1 - p->v->experiment->trial.alpha); }

static bool is_control(const page *p, const char *arm)
{
    return strcmp(arm, sim_trial_view_control(p->v)) == 0;
}

/* ---- cells ------------------------------------------------------------------ */

static void print_text(const page *p, int width, const char *text)
{
    fprintf(p->out, "  %*s", width, text);
}

static void print_amount(const page *p, double number)
{
    char text[CELL_SIZE] = "";

    if (isfinite(number)) sim_trial_add_amount(p->v, number, "", text, sizeof text);
    print_text(p, NARROW, *text ? text : "-");
}

/* "8.3 (-1.2 to 17.9)"; no more than the first where the interval has no ends. */
static void print_interval(const page *p, double at, double low, double high)
{
    char text[CELL_SIZE] = "";

    if (isfinite(at)) sim_trial_add_amount(p->v, at, "", text, sizeof text);
    if (isfinite(low) && isfinite(high)) {
        sim_text_append(text, sizeof text, " (");
        sim_trial_add_amount(p->v, low, "", text, sizeof text);
        sim_text_append(text, sizeof text, " to ");
        sim_trial_add_amount(p->v, high, "", text, sizeof text);
        sim_text_append(text, sizeof text, ")");
    } else if (isfinite(at)) {
        sim_text_append(text, sizeof text, " (no interval)");
    }
    print_text(p, WIDE, *text ? text : "-");
}

/* The same of a share, in percent, or a ratio. */
static void print_plain(const page *p, const double interval[3], double times)
{
    char text[CELL_SIZE] = "-";

    if (isfinite(interval[0]))
        snprintf(text, sizeof text,
                 times == 1 ? "%.2f (%.2f to %.2f)" : "%.0f (%.0f to %.0f)",
                 times * interval[0], times * interval[1], times * interval[2]);
    print_text(p, WIDE - NARROW, text);
}

static void print_p(const page *p, double number)
{
    char text[CELL_SIZE] = "-";

    if (number < 0.001)
        snprintf(text, sizeof text, "< 0.001");
    else if (isfinite(number))
        snprintf(text, sizeof text, "%.3f", number);
    print_text(p, NARROW, text);
}

/* ---- one trial ---------------------------------------------------------------- */

static double found(const page *p, const char *arm, const char *column)
{
    return sim_trial_view_found(p->v, arm, 1, column);
}

static void print_found_interval(const page *p, const char *arm,
                                 const char *const columns[3], double times)
{
    const double interval[3] = {found(p, arm, columns[0]), found(p, arm, columns[1]),
                                found(p, arm, columns[2])};

    print_plain(p, interval, times);
}

static const char *const responders[3] = {"responders", "responders_low",
                                          "responders_high"},
                         *const of_seen[3] = {"responders_seen", "responders_seen_low",
                                              "responders_seen_high"},
                         *const ratio[3] = {"hazard_ratio", "hazard_ratio_low",
                                            "hazard_ratio_high"};

static bool is_mean(const page *p) { return p->v->measure->kind == SIM_TRIAL_MEAN; }

static bool drops(const page *p) { return p->v->experiment->trial.dropout > 0; }

static void print_head_of_one(const page *p)
{
    char text[CELL_SIZE];

    sim_report_print_name("arm", p->width, p->out);
    print_text(p, NARROW / 2, "n");
    if (drops(p)) print_text(p, NARROW / 2, "seen");
    if (is_mean(p)) {
        print_text(p, NARROW, "mean");
        print_text(p, NARROW, "sd");
    } else {
        print_text(p, WIDE - NARROW, drops(p) ? "% of who is seen" : "% (interval)");
    }
    snprintf(text, sizeof text, "difference (%g %% interval)", level(p));
    print_text(p, WIDE, text);
    print_text(p, NARROW, "p");
    if (p->v->measure->kind == SIM_TRIAL_EVENT) {
        print_text(p, WIDE - NARROW, "hazard ratio");
        print_text(p, NARROW + 2, "p of shares");
    }
    if (p->v->measure->judged && (is_mean(p) || drops(p)))
        print_text(p, WIDE - NARROW, is_mean(p) ? "responders %" : "% of all");
    fputc('\n', p->out);
}

static void print_one(const page *p, const char *arm)
{
    const bool control = is_control(p, arm);

    sim_report_print_name(arm, p->width, p->out);
    fprintf(p->out, "  %*.0f", NARROW / 2, found(p, arm, "n"));
    if (drops(p)) fprintf(p->out, "  %*.0f", NARROW / 2, found(p, arm, "seen"));
    if (is_mean(p)) {
        print_amount(p, found(p, arm, "mean"));
        print_amount(p, found(p, arm, "sd"));
    } else {
        print_found_interval(p, arm, of_seen, 100);
    }
    if (control) {
        print_text(p, WIDE, "");
        print_text(p, NARROW, "");
    } else {
        print_interval(p, found(p, arm, "difference"), found(p, arm, "low"),
                       found(p, arm, "high"));
        print_p(p, found(p, arm, "p"));
    }
    if (p->v->measure->kind == SIM_TRIAL_EVENT && !control) {
        print_found_interval(p, arm, ratio, 1);
        print_p(p, found(p, arm, "p_of_shares"));
    } else if (p->v->measure->kind == SIM_TRIAL_EVENT && drops(p)) {
        print_text(p, WIDE + 2, "");
        print_text(p, NARROW - 2, "");
    }
    if (p->v->measure->judged && (is_mean(p) || drops(p)))
        print_found_interval(p, arm, responders, 100);
    fputc('\n', p->out);
}

/* Who is a responder, under a table of means. */
static void print_rule(const page *p)
{
    char text[TEXT_SIZE];

    sim_trial_print_rule(p->v, text, sizeof text);
    if (*text) sim_paragraph_print("", text, 0, p->out);
}

static void print_first(const page *p)
{
    char text[TEXT_SIZE], units[CELL_SIZE];
    const char *arm;

    sim_trial_print_number(p->v, text, sizeof text);
    sim_trial_print_units(p->scale.unit, units, sizeof units);
    fprintf(p->out, "\none of them, trial 1: %s%s%s\n", text, *units ? ", in " : "", units);
    print_head_of_one(p);
    for (size_t i = 0; (arm = sim_trial_view_arm(p->v, i)); i++) print_one(p, arm);
    print_rule(p);
    for (size_t i = 0; (arm = sim_trial_view_arm(p->v, i)); i++) {
        sim_trial_print_nnt(p->v, arm, 1, text, sizeof text);
        if (!is_control(p, arm) && *text) fprintf(p->out, "%s\n", text);
    }
}

/* ---- all trials --------------------------------------------------------------- */

static double across(const page *p, const char *arm, const char *column)
{
    return sim_trial_view_across(p->v, arm, column);
}

static void print_chance(const page *p, double share, double error)
{
    char text[CELL_SIZE] = "-";

    if (isfinite(error))
        snprintf(text, sizeof text, "%.1f (%.1f)", 100 * share, 100 * error);
    else if (isfinite(share))
        snprintf(text, sizeof text, "%.1f", 100 * share);
    print_text(p, NARROW + 3, text);
}

static const struct {
    const char *heading, *share, *error;
} chances[] = {
    {"significant", "power", "power_se"},
    {"contains 0", "includes_zero", "includes_zero_se"},
    {"wrong side", "not_above_zero", "not_above_zero_se"},
    {"twice truth", "at_least_twice", "at_least_twice_se"},
    {"holds truth", "coverage", "coverage_se"},
};

enum { N_CHANCES = sizeof chances / sizeof *chances };

static void print_all(const page *p)
{
    char units[CELL_SIZE];
    const char *arm;

    sim_trial_print_units(p->scale.unit_of_differences, units, sizeof units);
    fprintf(p->out,
            "\nall %zu, against %s: differences%s%s, and shares of trials in %% (standard "
            "error)\n",
            p->v->experiment->trial.trials, sim_trial_view_control(p->v),
            *p->scale.unit ? " in " : "", units);
    sim_report_print_name("arm", p->width, p->out);
    print_text(p, NARROW, "truth");
    print_text(p, NARROW, "mean");
    print_text(p, NARROW, "sd");
    for (size_t i = 0; i < N_CHANCES; i++) print_text(p, NARROW + 3, chances[i].heading);
    fputc('\n', p->out);
    for (size_t k = 0; (arm = sim_trial_view_arm(p->v, k)); k++) {
        if (is_control(p, arm)) continue;
        sim_report_print_name(arm, p->width, p->out);
        print_amount(p, across(p, arm, "truth"));
        print_amount(p, across(p, arm, "mean"));
        print_amount(p, across(p, arm, "sd"));
        for (size_t i = 0; i < N_CHANCES; i++)
            print_chance(p, across(p, arm, chances[i].share),
                         across(p, arm, chances[i].error));
        fputc('\n', p->out);
    }
}

/* ---- words -------------------------------------------------------------------- */

static void print_lessons(const page *p)
{
    char text[TEXT_SIZE];
    const char *arm;

    for (size_t i = 0; (arm = sim_trial_view_arm(p->v, i)); i++) {
        if (is_control(p, arm)) continue;
        sim_trial_print_lesson(p->v, arm, text, sizeof text);
        fputc('\n', p->out);
        sim_paragraph_print("", text, 0, p->out);
    }
    sim_trial_print_notes(p->v, text, sizeof text);
    fputc('\n', p->out);
    sim_paragraph_print("", text, 0, p->out);
}

void sim_trial_explain(const sim_trial_view *view, sim_explained *words)
{
    const page p = {.v = view};
    char text[SIM_NNT_TEXT + CELL_SIZE];
    const char *arm;

    sim_explain_word(words, "trial");
    sim_explain_word(words, "95 % interval");
    sim_explain_word(words, "significant");
    sim_explain_word(words, "power");
    sim_explain_word(words, sim_trial_test(view));
    sim_explain_word(words, sim_trial_interval(view));
    if (view->measure->kind == SIM_TRIAL_EVENT) sim_explain_word(words, "hazard ratio");
    if (is_mean(&p) && view->measure->judged) sim_explain_word(words, "responders");
    for (size_t i = 0; (arm = sim_trial_view_arm(view, i)); i++) {
        sim_trial_print_nnt(view, arm, 1, text, sizeof text);
        if (*text) sim_explain_word(words, "NNT");
    }
}

void sim_trial_print(const sim_trial_view *view, FILE *out)
{
    const char *names[SIM_ARMS_MAX + 1];
    sim_explained words = {0};
    page p = {.v = view, .scale = sim_trial_scale_of(view), .out = out};
    char text[TEXT_SIZE];
    size_t n = 0;

    while (n < SIM_ARMS_MAX && (names[n] = sim_trial_view_arm(view, n))) n++;
    p.width = sim_report_width(names, n);
    sim_trial_print_asked(view, text, sizeof text);
    sim_paragraph_print("", text, 0, out);
    print_first(&p);
    print_all(&p);
    print_lessons(&p);
    sim_trial_explain(view, &words);
    sim_explain_print(&words, out);
}
