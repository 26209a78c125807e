#include "sim/cli/counted.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "sim/cli/report.h"
#include "sim/io/text.h"

/* How numbers are shown: of a share in percent, of a number beside what it is on average or,
 * where that is not worked out, its standard deviation. */
typedef struct {
    double scale;
    const char *n, *mean, *beside; /* headings */
    const char *shows_plain, *shows,
        *interval; /* formats of a number, a difference, both ends */
    bool has_expected;
} look;

static const look *look_of(const sim_census_row *row)
{
    static const look
        share = {100, "of", "%", "expected", "%.1f", "%+.1f", " (%.1f to %.1f)", true},
        some = {100, "of", "%", "", "%.1f", "%+.1f", " (%.1f to %.1f)", true},
        number = {1, "n", "mean", "sd", "%.4g", "%+.3g", " (%.4g to %.4g)", false},
        worth = {1, "n", "mean", "expected", "%.4g", "%+.3g", " (%.4g to %.4g)", true};

    if (row->is_share) return row->is_of_some ? &some : &share;
    return row->has_expected ? &worth : &number;
}

/* The one arm that all others are held against, n_arms if there are several. */
static size_t find_reference(const sim_ensemble *e, size_t *n_held)
{
    const size_t n_arms = e->assay->task->n_arms;
    size_t one = n_arms;

    *n_held = 0;
    for (size_t arm = 0; arm < n_arms; arm++) {
        const size_t reference = sim_ensemble_reference(e, arm);

        if (reference == n_arms) continue;
        if ((*n_held)++ > 0 && reference != one) return n_arms;
        one = reference;
    }
    return one;
}

void sim_counted_name_reference(const sim_ensemble *e, char text[SIM_COUNTED_TEXT])
{
    size_t n_held, reference = find_reference(e, &n_held);

    *text = '\0';
    if (n_held == 0) return;
    if (reference < e->assay->task->n_arms)
        snprintf(text, SIM_COUNTED_TEXT, " to %.80s", sim_ensemble_arm(e, reference));
    else
        snprintf(text, SIM_COUNTED_TEXT, " to its background");
}

static void print_difference(const sim_difference *d, const look *l, FILE *out)
{
    char text[96] = "";

    if (!isfinite(d->mean)) return;
    snprintf(text, sizeof text, l->shows, l->scale * d->mean);
    if (isfinite(d->low))
        sim_text_append(text, sizeof text, l->interval, l->scale * d->low,
                        l->scale * d->high);
    else
        sim_text_append(text, sizeof text, " (no interval: too few)");
    fprintf(out, "  %28s", text);
}

static void print_row(const sim_census_row *row, FILE *out)
{
    const look *l = look_of(row);
    char mean[32] = "-", interval[64] = "-", beside[32] = "-";
    const double second = l->has_expected ? row->expected : row->sd;

    if (row->n > 0) snprintf(mean, sizeof mean, l->shows_plain, l->scale * row->mean);
    if (isfinite(row->low))
        snprintf(interval, sizeof interval, l->interval + 1, l->scale * row->low,
                 l->scale * row->high);
    if (isfinite(second))
        snprintf(beside, sizeof beside, l->shows_plain, l->scale * second);
    fprintf(out, "  %8zu  %9s  %18s  %9s", row->n, mean, interval, beside);
    print_difference(&row->against, l, out);
    if (isfinite(row->expected_against.mean)) {
        fputs("  ", out);
        fprintf(out, l->shows, l->scale * row->expected_against.mean);
    }
    fputc('\n', out);
}

static void print_head(const sim_ensemble *e, const sim_census_row *row, int width,
                       FILE *out)
{
    const look *l = look_of(row);
    char reference[SIM_COUNTED_TEXT], difference[SIM_COUNTED_TEXT + 32] = "";

    fprintf(out, "\n%s, %s\n", row->meaning, row->is_share ? "%" : row->column->unit);
    if (row->note) fprintf(out, "(%s)\n", row->note);
    sim_counted_name_reference(e, reference);
    if (*reference && !row->is_of_some)
        snprintf(difference, sizeof difference, "difference%s", reference);
    sim_report_print_name("arm", width, out);
    fprintf(out, "  %8s  %9s  %18s  %9s", l->n, l->mean, "(95 % interval)", l->beside);
    if (*difference) fprintf(out, "  %28s", difference);
    if (*difference && l->has_expected) fputs("  expected", out);
    fputc('\n', out);
}

void sim_counted_print(const sim_ensemble *e, int width, FILE *out)
{
    for (size_t i = 0; i < sim_census_count(e); i++) {
        for (size_t arm = 0; arm < e->assay->task->n_arms; arm++) {
            const sim_census_row row = sim_census_read(e, arm, i);

            if (arm == 0) print_head(e, &row, width, out);
            sim_report_print_name(sim_ensemble_arm(e, arm), width, out);
            print_row(&row, out);
        }
    }
}

void sim_counted_print_redraws(const sim_ensemble *e, FILE *out)
{
    const sim_lottery *lottery = &e->assay->lottery;
    size_t *counts = calloc(lottery->n_points + 1, sizeof *counts), told = 0;
    sim_error ignored;

    fprintf(out, "; %zu number%s drawn again", e->redraws, e->redraws == 1 ? "" : "s");
    if (counts && sim_lottery_count_redraws(lottery, e->n, counts, &ignored) == SIM_OK) {
        for (size_t i = 0; i < lottery->n_points; i++) {
            if (counts[i] == 0) continue;
            fprintf(out, "%s%s %zu", told++ == 0 ? ": " : ", ", lottery->points[i].purpose,
                    counts[i]);
        }
    }
    free(counts);
}
