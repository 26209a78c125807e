#include "sim/model/equation.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

typedef struct {
    sim_equation *equation;
    const sim_model *model;
    const sim_flow *flow;
    const char *at;
    sim_error *err;
} parser;

static void skip_space(parser *p)
{
    while (isspace((unsigned char)*p->at)) p->at++;
}

static bool at_arrow(const parser *p) { return strncmp(p->at, "->", 2) == 0; }

static sim_status expected(const parser *p, const char *what)
{
    return sim_fail(p->err, SIM_EPARSE, "%s:%d: %s: expected %s, got \"%s\"",
                    p->flow->at.file, p->flow->at.line, p->flow->name, what,
                    p->flow->equation);
}

static sim_status add_term(parser *p, const char *name, size_t length, double count)
{
    const sim_symbol *s = sim_model_find_part(p->model, name, length);

    if (p->equation->n == SIM_EQUATION_TERMS) return expected(p, "fewer terms");
    if (s && s->kind == SIM_SPECIES) {
        p->equation->terms[p->equation->n++] = (sim_term){s, count};
        return SIM_OK;
    }
    return sim_fail(p->err, SIM_ENAME, "%s:%d: %s: unknown species '%.*s' in \"%s\"",
                    p->flow->at.file, p->flow->at.line, p->flow->name, (int)length, name,
                    p->flow->equation);
}

/* side = [ term { "+" term } ], term = [ integer ] name. */
static sim_status parse_side(parser *p)
{
    skip_space(p);
    if (*p->at == '\0' || at_arrow(p)) return SIM_OK;
    for (;;) {
        long count = 1;
        const char *name;
        sim_status status;

        skip_space(p);
        if (isdigit((unsigned char)*p->at)) {
            char *end;

            count = strtol(p->at, &end, 10);
            p->at = end;
        }
        skip_space(p);
        name = p->at;
        while (isalnum((unsigned char)*p->at) || *p->at == '_') p->at++;
        status = add_term(p, name, (size_t)(p->at - name), (double)count);
        if (status != SIM_OK) return status;
        skip_space(p);
        if (*p->at != '+') return SIM_OK;
        p->at++;
    }
}

sim_status sim_equation_parse(sim_equation *equation, const sim_model *model,
                              const sim_flow *flow, sim_error *err)
{
    parser p = {equation, model, flow, flow->equation, err};
    sim_status status;

    *equation = (sim_equation){.n = 0};
    status = parse_side(&p);
    if (status != SIM_OK) return status;
    equation->n_left = equation->n;
    if (!at_arrow(&p)) return expected(&p, "\"A + B -> C\"");
    p.at += 2;
    status = parse_side(&p);
    if (status != SIM_OK) return status;
    return *p.at == '\0' ? SIM_OK : expected(&p, "\"A + B -> C\"");
}
