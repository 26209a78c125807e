#include "sim/cli/formed.h"

#include <math.h>
#include <string.h>

#include "sim/cli/report.h"

enum { NARROWEST = 9, GAP = 2 };

/* Some columns of the summary, side by side. */
typedef struct {
    const sim_model *model;
    const sim_table *summary;
    int width;         /* of names of arms */
    size_t first, end; /* rows of the model's summary */
    FILE *out;
} block;

static int larger(int a, int b) { return a > b ? a : b; }

static int width_of(const sim_summary *s)
{
    return GAP + larger(larger((int)strlen(s->name), (int)strlen(s->unit)), NARROWEST);
}

/* From its first column on, as many as fit, one at least. */
static void find_end(block *b)
{
    int width = b->width;

    for (b->end = b->first; b->end < b->model->n_summaries; b->end++) {
        width += width_of(&b->model->summaries[b->end]);
        if (width > SIM_LINE_LENGTH && b->end > b->first) break;
    }
}

static void print_heading(const block *b, bool is_unit)
{
    sim_report_print_name(is_unit ? "" : "arm", b->width, b->out);
    for (size_t i = b->first; i < b->end; i++) {
        const sim_summary *s = &b->model->summaries[i];

        fprintf(b->out, "%*s", width_of(s), is_unit ? s->unit : s->name);
    }
    fputc('\n', b->out);
}

static void print_rows(const block *b)
{
    for (size_t r = 0; r < b->summary->n_rows; r++) {
        sim_report_print_name(b->summary->keys[r], b->width, b->out);
        for (size_t i = b->first; i < b->end; i++) {
            const int width = width_of(&b->model->summaries[i]);

            fprintf(b->out, "%*s", width - NARROWEST - GAP, "");
            sim_report_print_cell(sim_table_cell(b->summary, r, i), b->out);
        }
        fputc('\n', b->out);
    }
}

void sim_formed_print(const sim_tables *tables, const sim_chain *chain, FILE *out)
{
    const sim_table *summary = &tables->table[tables->summary];
    block b = {.model = chain->stages[chain->n_stages - 1].model,
               .summary = summary,
               .width = sim_report_width(summary->keys, summary->n_rows),
               .out = out};

    while (b.first < b.model->n_summaries && !b.model->summaries[b.first].own) b.first++;
    for (; b.first < b.model->n_summaries; b.first = b.end) {
        find_end(&b);
        fputc('\n', out);
        print_heading(&b, false);
        print_heading(&b, true);
        print_rows(&b);
    }
}
