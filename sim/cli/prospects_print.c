#include "sim/cli/prospects_print.h"

#include "sim/cli/report.h"

static void print_log(const sim_prospects *ps, size_t i, const sim_fit *fit, FILE *out)
{
    const sim_log_prospects *of = &ps->list[i];
    char text[SIM_PROSPECT_WORDS], head[SIM_PROSPECT_WORDS];

    sim_prospect_print_whose(ps, fit, i, text);
    if (!*text) return;
    snprintf(head, sizeof head, "%s: ", of->of->log.book->worth.head);
    fputc('\n', out);
    sim_paragraph_print(head, text, 2, out);
    for (size_t kind = 0; kind < SIM_PROSPECTS; kind++) {
        sim_prospect_print(of, fit, (sim_prospect_kind)kind, text);
        if (*text) sim_paragraph_print("  ", text, 4, out);
    }
}

void sim_prospects_print(const sim_prospects *ps, const sim_fit *fit, FILE *out)
{
    char text[SIM_PROSPECT_WORDS];

    for (size_t i = 0; i < ps->n; i++) print_log(ps, i, fit, out);
    if (ps->n == 0) return;
    sim_prospect_print_untold(&ps->list[0], fit, text);
    fprintf(out, "\n");
    sim_paragraph_print("ranges, of what no log tells: ", text, 4, out);
}
