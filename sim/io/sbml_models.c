/* sbml_models.c -- of the SBML writer: which models stand in the document, with their units,
 * and what two courses of one make together. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "sim/io/sbml_parts.h"

static const char letters[] = /* of names */
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_";

enum { EXPANDED = 4096 };

/* ---- stages and their sources ---------------------------------------------- */

/* The first model of a stage: the one whose course, if there are two, comes first. */
static const sim_sbml_model *model_of_stage(const sim_sbml *d, size_t stage)
{
    size_t i = 0;

    while (d->models[i].stage != stage) i++;
    return &d->models[i];
}

const sim_sbml_model *sim_sbml_source(const sim_sbml *d, const char *input,
                                      const sim_symbol **symbol)
{
    size_t stage;

    if (!d->chain) return NULL;
    *symbol = sim_chain_find_source(d->chain, input, d->of->stage, &stage);
    return *symbol ? model_of_stage(d, stage) : NULL;
}

static bool reads(sim_sbml *d, const sim_sbml_model *reader, const sim_symbol *symbol)
{
    const sim_symbol *input = sim_model_find(reader->model, symbol->name), *source;

    if (reader->is_skipped || !input || input->kind != SIM_INPUT) return false;
    d->of = reader;
    return sim_sbml_source(d, symbol->name, &source) && source == symbol;
}

bool sim_sbml_is_needed(sim_sbml *d, const sim_symbol *symbol)
{
    const sim_sbml_model *m = d->of;
    bool needed = false;

    for (size_t i = 0; i < d->n_models && !needed; i++)
        needed = reads(d, &d->models[i], symbol);
    d->of = m;
    return needed;
}

/* ---- what hangs on how an earlier stage ends ------------------------------- */

bool sim_sbml_varies(sim_sbml *d, const char *text)
{
    const sim_model *m = d->of->model;
    bool *uses = calloc(m->n_symbols + 1, sizeof *uses), varies = false;

    if (!uses) d->status = sim_fail_memory(d->err, "writing SBML");
    if (d->status == SIM_OK) d->status = sim_formula_mark_uses(m, text, uses, d->err);
    for (size_t i = 0; d->status == SIM_OK && i < m->n_symbols; i++)
        varies = varies || (uses[i] && m->symbols[i].kind == SIM_INPUT && d->of->varies[i]);
    free(uses);
    return varies;
}

static bool input_varies(const sim_sbml *d, const char *input)
{
    const sim_symbol *s;
    const sim_sbml_model *source = sim_sbml_source(d, input, &s);

    if (!source) return false;
    return sim_symbol_is_constant(s) ? source->varies[s - source->model->symbols]
                                     : !source->is_skipped;
}

static void mark_varying(sim_sbml *d, const sim_sbml_model *m)
{
    d->of = m;
    for (size_t i = 0; i < m->model->n_symbols; i++) {
        const sim_symbol *s = &m->model->symbols[i];

        if (s->kind == SIM_INPUT)
            m->varies[i] = input_varies(d, s->name);
        else if (s->formula && s->kind != SIM_RULE)
            m->varies[i] = sim_sbml_varies(d, s->formula);
    }
}

/* ---- constants ------------------------------------------------------------- */

/* INPUTs that are constants of earlier stages, then what is worked out of them. */
static void fill_constants(sim_sbml *d, const sim_sbml_model *m)
{
    d->of = m;
    for (size_t i = 0; i < m->model->n_symbols; i++) {
        const sim_symbol *s = &m->model->symbols[i], *from;
        const sim_sbml_model *source;

        if (s->kind != SIM_INPUT) continue;
        source = sim_sbml_source(d, s->name, &from);
        m->p[s->slot] = source && sim_symbol_is_constant(from) ? source->p[from->slot] : 0;
    }
    m->model->derive(m->p);
}

/* ---- units ----------------------------------------------------------------- */

static sim_status read_time(sim_sbml *d, const sim_sbml_model *m)
{
    sim_dimension time;

    if (!sim_dimension_parse(d->form->units, m->model->time_unit, &time))
        return sim_units_lack_memory()
                   ? sim_fail_memory(d->err, m->model->name)
                   : sim_fail(d->err, SIM_EVALUE, "%s: '%s' is no unit of time",
                              m->model->name, m->model->time_unit);
    if (m->stage > 0 && !sim_dimension_equal(time, d->time))
        return sim_fail(d->err, SIM_EVALUE,
                        "%s: its time is in %s, that of the stages before it is not",
                        m->model->name, m->model->time_unit);
    d->time = time;
    return SIM_OK;
}

/* Reads the units of all rows. */
static sim_status read_units(sim_sbml *d, const sim_sbml_model *m)
{
    enum { TEXT = 256 };

    for (size_t i = m->model->n_symbols; i-- > 0;) {
        const sim_symbol *s = &m->model->symbols[i];
        char text[TEXT];

        m->symbols[i] = sim_dimensionless;
        if (!s->unit) continue;
        if (!sim_dimension_parse(d->form->units, s->unit, &m->symbols[i])) {
            if (sim_units_lack_memory()) return sim_fail_memory(d->err, m->model->name);
            snprintf(text, sizeof text, "'%s' is no unit; '1/day' is one", s->unit);
            return sim_sbml_refuse(d, SIM_EVALUE, (sim_sbml_row){s->at, s->name}, text);
        }
        if (s->kind == SIM_SPECIES) d->count = m->symbols[i];
    }
    return SIM_OK;
}

/* LETs have no unit in their rows: it is that of what they are worked out from. */
static sim_status measure_lets(sim_sbml *d, const sim_sbml_model *m)
{
    const sim_names names = {sim_sbml_dimension, d};

    d->of = m;
    for (size_t i = 0; i < m->model->n_lets; i++) {
        const sim_action *let = &m->model->lets[i];
        sim_measured measured;
        sim_error why;
        sim_status status = sim_measure(&measured, let->formula, NULL, &names, &why);

        if (status != SIM_OK)
            return sim_sbml_refuse(d, status, (sim_sbml_row){let->at, let->name}, why.text);
        m->lets[i] = measured.value;
    }
    return SIM_OK;
}

/* ---- taking up ------------------------------------------------------------- */

static sim_status add(sim_sbml *d, const sim_model *model, size_t stage, const double p[])
{
    sim_sbml_model *m = &d->models[d->n_models];

    sim_bug(d->n_models == SIM_SBML_MODELS);
    *m = (sim_sbml_model){.model = model, .stage = stage};
    m->p = calloc(model->n_constants + 1, sizeof *m->p);
    m->symbols = calloc(model->n_symbols + 1, sizeof *m->symbols);
    m->lets = calloc(model->n_lets + 1, sizeof *m->lets);
    m->varies = calloc(model->n_symbols + 1, sizeof *m->varies);
    d->n_models++;
    if (!m->p || !m->symbols || !m->lets || !m->varies)
        return sim_fail_memory(d->err, "writing SBML");
    memcpy(m->p, p, model->n_constants * sizeof *p);
    d->status = read_time(d, m);
    if (d->status == SIM_OK) d->status = read_units(d, m);
    return d->status == SIM_OK ? measure_lets(d, m) : d->status;
}

static const sim_symbol *find_chance(const sim_model *m)
{
    for (size_t i = 0; i < m->n_symbols; i++)
        if (m->symbols[i].kind == SIM_CHANCE) return &m->symbols[i];
    return NULL;
}

static void choose_chance(sim_sbml_model *m)
{
    const sim_symbol *s = find_chance(m->model);

    m->chance = s && m->p[s->slot] > 0 ? 1 : 0;
}

void sim_sbml_take(sim_sbml *d, const sim_model *model, const double p[])
{
    d->status = add(d, model, 0, p);
    choose_chance(&d->models[0]);
}

/* Makes two courses of a model whose CHANCE can go both ways. */
static void split(sim_sbml *d)
{
    sim_sbml_model *m = &d->models[d->n_models - 1], *miss = m + 1;
    const sim_symbol *s = find_chance(m->model);

    choose_chance(m);
    if (!s ||
        (!m->varies[s - m->model->symbols] && (m->p[s->slot] <= 0 || m->p[s->slot] >= 1)))
        return;
    sim_bug(d->n_models == SIM_SBML_MODELS || m->model->n_stops > 0);
    m->course = s->name;
    m->chance = 1;
    *miss = *m;
    miss->course = "miss";
    miss->chance = 0;
    miss->is_copy = true;
    d->n_models++;
}

/* Has this stage begin where the last one with states ends. */
static sim_status follow(sim_sbml *d, sim_sbml_model *m, const sim_sbml_model **last)
{
    if (m->is_skipped || m->model->n_states == 0) return SIM_OK;
    if (*last && (*last)->model->n_stops == 0)
        return sim_fail(d->err, SIM_EVALUE,
                        "%s: has no STOP, so that %s could not begin; SBML needs one",
                        (*last)->model->name, m->model->name);
    m->before = *last;
    *last = m;
    return SIM_OK;
}

void sim_sbml_take_chain(sim_sbml *d, const sim_chain *chain, const double *const p[])
{
    const sim_sbml_model *last = NULL;

    d->chain = chain;
    for (size_t i = 0; d->status == SIM_OK && i < chain->n_stages; i++) {
        sim_sbml_model *m = &d->models[d->n_models];

        d->status = add(d, chain->stages[i].model, i, p[i]);
        if (d->status != SIM_OK) break;
        m->is_skipped = sim_chain_skips(chain, i, p);
        d->status = follow(d, m, &last);
        fill_constants(d, m);
        mark_varying(d, m);
        if (!m->is_skipped) split(d);
    }
}

void sim_sbml_leave(sim_sbml *d)
{
    for (size_t i = 0; i < d->n_models; i++) {
        if (d->models[i].is_copy) continue;
        free(d->models[i].p);
        free(d->models[i].symbols);
        free(d->models[i].lets);
        free(d->models[i].varies);
    }
}

/* ---- what two courses make together ---------------------------------------- */

/* Of a chain, a model that stands there twice; once. */
static bool is_mixed(const sim_sbml *d) { return d->of->course && !d->of->is_copy; }

static bool has_mixture(const sim_symbol *s)
{
    return sim_symbol_is_state(s) || s->kind == SIM_RULE || s->kind == SIM_CHANCE;
}

/* The mixture's id of a name. */
static const char *mixed_id(sim_sbml *d, const char *name)
{
    const char *id;

    d->is_mixed = true;
    id = sim_sbml_id(d, name);
    d->is_mixed = false;
    return id;
}

void sim_sbml_mixture_parameters(sim_sbml *d)
{
    for (size_t i = 0; is_mixed(d) && i < d->of->model->n_symbols; i++) {
        const sim_symbol *s = &d->of->model->symbols[i];
        char text[SIM_SBML_NOTE] = "";

        if (!has_mixture(s)) continue;
        sim_sbml_open_parameter(d, mixed_id(d, s->name), s->meaning,
                                sim_sbml_unit_of_symbol(d, s),
                                s->kind == SIM_CHANCE && !d->of->varies[i]);
        d->is_mixed = true;
        sim_sbml_add_blank(d, s, text);
        d->is_mixed = false;
        if (s->kind == SIM_CHANCE)
            sim_sbml_paragraph(d, "notes", "its probability: the share of this course");
        else if (*text)
            sim_sbml_paragraph(d, "notes", text);
        sim_xml_close(d->xml);
    }
}

void sim_sbml_mixture_start(sim_sbml *d)
{
    for (size_t i = 0; is_mixed(d) && i < d->of->model->n_symbols; i++) {
        const sim_symbol *s = &d->of->model->symbols[i];

        if (s->kind == SIM_CHANCE && !d->of->varies[i])
            sim_sbml_assign_constant(d, "initialAssignment", s);
    }
}

/* share * hit_X + (1 - share) * miss_X */
static void write_mean(sim_sbml *d, const sim_symbol *s)
{
    const sim_sbml_row row = {s->at, s->name};
    const sim_sbml_model *hit = d->of, *miss = d->of + 1;
    const char *share = hit->course; /* the name of the CHANCE */

    sim_mathml_open_apply("plus", d->xml);
    sim_mathml_open_apply("times", d->xml);
    sim_mathml_write_leaf("ci", mixed_id(d, share), d->xml);
    sim_mathml_write_leaf("ci", sim_sbml_id(d, s->name), d->xml);
    sim_xml_close(d->xml);
    sim_mathml_open_apply("times", d->xml);
    sim_mathml_open_apply("minus", d->xml);
    sim_sbml_formula(d, row, "1", &sim_dimensionless);
    sim_mathml_write_leaf("ci", mixed_id(d, share), d->xml);
    sim_xml_close(d->xml);
    d->of = miss;
    sim_mathml_write_leaf("ci", sim_sbml_id(d, s->name), d->xml);
    d->of = hit;
    sim_xml_close_some(d->xml, 2);
}

static void append(char text[EXPANDED], const char *more, size_t n)
{
    const size_t at = strlen(text);

    sim_bug(at + n >= EXPANDED);
    memcpy(text + at, more, n);
    text[at + n] = '\0';
}

/* Adds a formula with that of each RULE in place of its name. */
static void expand(const sim_model *m, const char *formula, char text[EXPANDED])
{
    while (*formula) {
        const size_t length = strspn(formula, letters);
        const size_t n = length > 0 ? length : 1;
        const sim_symbol *s = sim_model_find_part(m, formula, length);

        if (s && s->kind == SIM_RULE) {
            append(text, "(", 1);
            expand(m, s->formula, text);
            append(text, ")", 1);
        } else {
            append(text, formula, n);
        }
        formula += n;
    }
}

/* A RATIO of the mixed state has the RULEs of that state, and not their means. */
static void write_ratio(sim_sbml *d, const sim_symbol *s)
{
    char text[EXPANDED] = "";

    expand(d->of->model, s->formula, text);
    d->is_mixed = true;
    sim_sbml_formula(d, (sim_sbml_row){s->at, s->name}, text,
                     &d->of->symbols[s - d->of->model->symbols]);
    d->is_mixed = false;
}

/* A state or a reading is the mean of both; a RATIO is that of the mixed states. */
static void add_mixed(sim_sbml *d, const sim_symbol *s)
{
    sim_sbml_element(d, "assignmentRule");
    sim_xml_attribute(d->xml, "variable", mixed_id(d, s->name));
    sim_sbml_open_math(d);
    if (s->is_ratio)
        write_ratio(d, s);
    else
        write_mean(d, s);
    sim_xml_close_some(d->xml, 2);
}

void sim_sbml_mixture_rules(sim_sbml *d)
{
    for (size_t i = 0; is_mixed(d) && i < d->of->model->n_symbols; i++) {
        const sim_symbol *s = &d->of->model->symbols[i];

        if (s->kind == SIM_CHANCE && d->of->varies[i])
            sim_sbml_assign_constant(d, "assignmentRule", s);
        else if (has_mixture(s) && s->kind != SIM_CHANCE)
            add_mixed(d, s);
    }
}
