#include "sim/cli/pages.h"

#include <stdio.h>
#include <string.h>

/* ---- options -------------------------------------------------------------- */

static bool has_format(const sim_pages_look *look, const plot_format *format)
{
    for (size_t i = 0; i < look->n_formats; i++) {
        if (look->formats[i] == format) return true;
    }
    return false;
}

static void add_formats(sim_pages_look *look, char *list, struct argp_state *state)
{
    char *rest = list;

    look->n_formats = 0;
    for (char *name = strtok_r(list, ",", &rest); name; name = strtok_r(NULL, ",", &rest)) {
        const plot_format *format = plot_format_find(name);

        if (!format) sim_refuse_word(state, "--format", plot_format_name, name);
        if (has_format(look, format)) argp_error(state, "--format names %s twice", name);
        sim_bug(look->n_formats == SIM_FORMATS_MAX);
        look->format_names[look->n_formats] = name;
        look->formats[look->n_formats++] = format;
    }
    if (look->n_formats == 0)
        argp_error(state, "--format names no kind of figure; %s would be right",
                   plot_format_name(0));
}

static void set_size(sim_pages_look *look, const char *name, struct argp_state *state)
{
    look->size = plot_size_find(name);
    if (!look->size) sim_refuse_word(state, "--size", plot_size_name, name);
}

static error_t parse(int key, char *arg, struct argp_state *state)
{
    sim_pages_look *look = state->input;

    switch (key) {
    case ARGP_KEY_INIT:
        *look = (sim_pages_look){.theme = plot_theme_find("light"),
                                 .size = plot_size_find("page"),
                                 .formats = {plot_format_find("png")},
                                 .format_names = {"png"},
                                 .n_formats = 1};
        return 0;
    case 'f':
        add_formats(look, arg, state);
        return 0;
    case 'S':
        set_size(look, arg, state);
        return 0;
    case 'd':
        look->theme = plot_theme_find("dark");
        return 0;
    default:
        return ARGP_ERR_UNKNOWN;
    }
}

static const struct argp_option options[] = {
    {"format", 'f', "FORMAT[,FORMAT]", 0, "Kinds of figures to write (png)", 0},
    {"size", 'S', "SIZE", 0, "Size of the figures (page)", 0},
    {"dark", 'd', NULL, 0, "Light lines on a dark ground", 0},
    {0},
};

const struct argp sim_pages_argp = {
    .options = options, .parser = parse, .help_filter = sim_help_filter};

/* ---- writing -------------------------------------------------------------- */

/* The tables of both runs, as the plots want them. */
typedef struct {
    const sim_table *tables[SIM_TABLES_MAX], *behind[SIM_TABLES_MAX];
    plot_source source;
    plot_caption caption;
    char title[512];
} material;

static void collect(const sim_pages *pages, material *m)
{
    const sim_tables *tables = &pages->job->tables;

    *m = (material){.source = {.tables = m->tables, .behind = m->behind}};
    for (size_t i = 0; i < tables->n; i++) m->tables[i] = &tables->table[i];
    m->source.n_tables = tables->n;
    for (size_t i = 0; pages->behind && i < pages->behind->tables.n; i++)
        m->behind[i] = &pages->behind->tables.table[i];
    m->source.n_behind = pages->behind ? pages->behind->tables.n : 0;
    m->source.behind_name = pages->behind_name;
    sim_tables_print_headline(tables, pages->job->session.chain, m->title, sizeof m->title);
    m->caption = (plot_caption){m->title, pages->provenance->footer,
                                pages->provenance->notes, pages->provenance->n};
}

/* One figure in one format; a wish of NULL is the default page. */
static sim_status write_one(const sim_pages *pages, const material *m, const char *name,
                            const plot_wish *wish, sim_files *files, sim_error *err)
{
    sim_status status = SIM_OK;

    for (size_t i = 0; status == SIM_OK && i < pages->look->n_formats; i++) {
        const plot_look look = {pages->look->theme, pages->look->size,
                                pages->look->formats[i]};
        char file[SIM_FILES_NAME];
        sim_error why = {""};
        FILE *out = NULL;

        snprintf(file, sizeof file, "%s.%s", name, pages->look->format_names[i]);
        status = sim_files_open(files, file, &out, err);
        if (status != SIM_OK) return status;
        status =
            wish ? plot_wish_write(wish, &m->source, &m->caption, &look, out, &why)
                 : plot_page_write("potency", &m->source, &m->caption, &look, out, &why);
        if (status != SIM_OK)
            sim_fail(err, status, "%s/%s: %s%s", pages->dir, file, why.text,
                     ferror(out) ? "; -o names another folder" : "");
    }
    return status;
}

static sim_status write_own(const sim_pages *pages, const material *m,
                            const sim_figure *figure, sim_files *files, sim_error *err)
{
    const sim_job *job = pages->job;
    const sim_figure_world world = {&job->tables, job->arm_names, job->experiment.n_arms,
                                    job->session.catalog.units};
    sim_drawing d;
    sim_status status = sim_drawing_init(&d, figure, &world, err);

    if (status == SIM_OK) {
        const plot_wish wish = {.name = figure->name,
                                .table = d.table->name,
                                .x = d.x,
                                .y = d.y,
                                .n_y = d.n_y,
                                .scale = d.log ? PLOT_LOG : PLOT_LINEAR,
                                .from = d.from,
                                .to = d.to,
                                .arms = d.arms,
                                .n_arms = d.n_arms,
                                .title = d.title};

        status = write_one(pages, m, figure->name, &wish, files, err);
    }
    sim_drawing_free(&d);
    return status;
}

sim_status sim_pages_write(const sim_pages *pages, sim_files *files, sim_error *err)
{
    const sim_figures *own = &pages->job->experiment.figures;
    material m;
    sim_status status;

    collect(pages, &m);
    status = write_one(pages, &m, "potency", NULL, files, err);
    for (size_t i = 0; status == SIM_OK && i < own->n; i++)
        status = write_own(pages, &m, &own->list[i], files, err);
    return status;
}
