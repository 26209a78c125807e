#include "sim/cli/prospects_print.h"

#include "sim/cli/report.h"

static void print_log(const sim_log_prospects *of, const sim_fit *fit, FILE *out)
{
    const sim_logbook *book = of->of->log.book;
    const char *source = fit->all.sources[of->source];
    char text[SIM_PROSPECT_WORDS];

    fprintf(out, "\n%s: %s%s%s\n", book->worth.head,
            fit->job.experiment.data.list[of->of->data].name, *source ? ", " : "", source);
    for (size_t kind = 0; kind < SIM_PROSPECTS; kind++) {
        sim_prospect_print(of, fit, (sim_prospect_kind)kind, text);
        if (*text) sim_paragraph_print("  ", text, 4, out);
    }
}

void sim_prospects_print(const sim_prospects *ps, const sim_fit *fit, FILE *out)
{
    char text[SIM_PROSPECT_WORDS];

    for (size_t i = 0; i < ps->n; i++) print_log(&ps->list[i], fit, out);
    if (ps->n == 0) return;
    sim_prospect_print_untold(&ps->list[0], fit, text);
    fprintf(out, "\n");
    sim_paragraph_print("ranges, of what no log tells: ", text, 4, out);
}
