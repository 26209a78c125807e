#include "sim/cli/report.h"

#include <math.h>
#include <stdarg.h>
#include <string.h>

#include "sim/cli/cli.h"
#include "sim/study/summary.h"

/* ---- provenance ----------------------------------------------------------- */

/* Adds to a text that has a fixed size; what does not fit is left out. */
static void append(char text[], size_t size, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

static void append(char text[], size_t size, const char *format, ...)
{
    const size_t length = strlen(text);
    va_list args;

    va_start(args, format);
    vsnprintf(text + length, size - length, format, args);
    va_end(args);
}

/* Which solver ran each stage; several if arms differ. */
static void print_solvers(const sim_solution *solution, char text[], size_t size)
{
    const size_t n_stages = solution->chain->n_stages;

    text[0] = '\0';
    for (size_t i = 0; i < n_stages; i++) {
        const char *last = NULL;

        for (size_t arm = 0; arm < solution->n_arms; arm++) {
            const sim_outcome *outcome = sim_solution_outcome(solution, arm, i);

            if (!outcome->result.solver || outcome->result.solver == last) continue;
            append(text, size, "%s%s %s", *text ? ", " : "", outcome->model->name,
                   outcome->result.solver);
            last = outcome->result.solver;
        }
    }
}

static void print_changed_of(const sim_experiment *e, const sim_arm *arm,
                             const sim_arm *base, char text[], size_t size)
{
    for (size_t i = 0; i < e->catalog->n; i++) {
        const sim_parameter *q = &e->catalog->rows[i];
        const double value = arm->settings[i].value;
        char number[SIM_NUMBER_SIZE];

        if (value == (base ? base->settings[i].value : q->symbol->value)) continue;
        sim_parameter_print(q, value, number);
        append(text, size, "%s", *text ? "; " : "");
        if (base) append(text, size, "arm %s: ", arm->name);
        append(text, size, "%s.%s = %s", q->section, q->symbol->name, number);
    }
}

static void add_note(sim_provenance *p, const char *name, const char *value)
{
    sim_bug(p->n == SIM_NOTES);
    p->notes[p->n++] = (plot_note){name, value};
}

void sim_provenance_init(sim_provenance *p, const sim_experiment *e,
                         const sim_solution *solution)
{
    *p = (sim_provenance){0};
    snprintf(p->version, sizeof p->version, "Potency %s", sim_version);
    snprintf(p->seed, sizeof p->seed, "%.0f", sim_experiment_value(e, "run", "seed"));
    snprintf(p->hash, sizeof p->hash, "%016llx", sim_experiment_hash(e));
    print_solvers(solution, p->solver, sizeof p->solver);
    print_changed_of(e, &e->base, NULL, p->changed, sizeof p->changed);
    for (size_t i = 0; i < e->n_arms; i++)
        print_changed_of(e, &e->arms[i], &e->base, p->changed, sizeof p->changed);
    add_note(p, "Software", p->version);
    add_note(p, "Command", "run");
    add_note(p, "Solver", p->solver);
    add_note(p, "Random numbers", "none drawn");
    add_note(p, "Seed", p->seed);
    add_note(p, "Parameters", p->hash);
    add_note(p, "Not default", *p->changed ? p->changed : "nothing");
    add_note(p, "Disclaimer", sim_disclaimer);
    snprintf(p->footer, sizeof p->footer,
             "%s \xC2\xB7 seed %s \xC2\xB7 parameters %s \xC2\xB7 %s", p->version, p->seed,
             p->hash, sim_disclaimer);
}

void sim_report_write_run(const sim_provenance *p, const sim_experiment *e,
                          const sim_solution *solution, FILE *out)
{
    fputs("# Every value of a run and, behind #:, where it came from. To run it again:\n"
          "#     potency run run.ini\n#\n",
          out);
    for (size_t i = 0; i < p->n; i++)
        fprintf(out, "# %s: %s\n", p->notes[i].name, p->notes[i].value);
    sim_report_print_warnings(e, solution, "# Warning: ", out);
    sim_experiment_write(e, out);
}

/* ---- terminal ------------------------------------------------------------- */

enum { NAME_WIDTH = 24 };

void sim_report_print_summary(const sim_tables *tables, const sim_solution *solution,
                              FILE *out)
{
    const sim_chain *chain = solution->chain;
    const sim_model *m = chain->stages[chain->n_stages - 1].model;
    const sim_table *summary = &tables->table[tables->summary];
    int name_width = 3;

    for (size_t r = 0; r < summary->n_rows; r++) {
        int length = (int)strlen(summary->keys[r]);

        if (length > name_width) name_width = length < NAME_WIDTH ? length : NAME_WIDTH;
    }
    fprintf(out, "%-*s", name_width, "arm");
    for (size_t i = 0; i < m->n_summaries; i++) {
        if (*m->summaries[i].heading) fprintf(out, "  %9s", m->summaries[i].heading);
    }
    fputc('\n', out);
    for (size_t r = 0; r < summary->n_rows; r++) {
        fprintf(out, "%-*.*s", name_width, name_width, summary->keys[r]);
        for (size_t i = 0; i < m->n_summaries; i++) {
            double value = sim_table_cell(summary, r, i);

            if (!*m->summaries[i].heading) continue;
            if (isfinite(value))
                fprintf(out, "  %9.4g", fabs(value) < SIM_NEGLIGIBLE ? 0 : value);
            else
                fprintf(out, "  %9s", "-");
        }
        fputc('\n', out);
    }
}

static bool is_first_with(const sim_solution *solution, size_t arm, size_t stage)
{
    for (size_t i = 0; i < arm; i++) {
        if (sim_solution_outcome(solution, i, stage) ==
            sim_solution_outcome(solution, arm, stage))
            return false;
    }
    return true;
}

void sim_report_print_warnings(const sim_experiment *e, const sim_solution *solution,
                               const char *prefix, FILE *out)
{
    char text[512];

    for (size_t arm = 0; arm < solution->n_arms; arm++) {
        for (size_t i = 0; i < solution->chain->n_stages; i++) {
            const sim_outcome *outcome = sim_solution_outcome(solution, arm, i);

            if (!is_first_with(solution, arm, i)) continue;
            for (size_t w = 0; w < outcome->model->n_warnings; w++) {
                if (sim_outcome_warning(outcome, w, text, sizeof text))
                    fprintf(out, "%sarm %s: %s\n", prefix, e->arms[arm].name, text);
            }
        }
    }
}
