#include "sim/cli/sheet.h"

#include "models/models.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "plots/cairo.h"
#include "plots/figure.h"
#include "sim/cli/apart.h"

/* ---- options -------------------------------------------------------------- */

static bool has_format(const sim_sheet_look *look, const char *name)
{
    for (size_t i = 0; i < look->n_formats; i++) {
        if (strcmp(look->formats[i], name) == 0) return true;
    }
    return false;
}

static void read_formats(const sim_option *option, char *text, void *field,
                         struct argp_state *state)
{
    sim_sheet_look *look = field;
    char *rest = text;

    look->n_formats = 0;
    for (char *name = strtok_r(text, ",", &rest); name; name = strtok_r(NULL, ",", &rest)) {
        if (!plot_format_find(name)) sim_refuse_word(state, option, name);
        if (has_format(look, name)) argp_error(state, "--format names %s twice", name);
        sim_bug(look->n_formats == SIM_FORMATS_MAX);
        look->formats[look->n_formats++] = name;
    }
    if (look->n_formats == 0)
        argp_error(state, "--format names no kind of figure; %s would be right",
                   plot_format_name(0));
}

static void read_size(const sim_option *option, char *text, void *field,
                      struct argp_state *state)
{
    if (strcmp(text, "page") == 0)
        argp_error(state, "--size page is no more; --size a4 took its place");
    sim_read_text(option, text, field, state);
}

static const char list_word[] = "list";

/* Has a panel before it, of another page, the same name? */
static bool is_named_before(size_t panel)
{
    for (size_t i = 0; i < panel; i++)
        if (strcmp(plot_panel_at(NULL, i)->name, plot_panel_at(NULL, panel)->name) == 0)
            return true;
    return false;
}

/* The names of the panels, each once, then the word for a list of them. */
static const char *panel_word(size_t number)
{
    const plot_panel *panel;

    for (size_t i = 0; (panel = plot_panel_at(NULL, i)); i++)
        if (!is_named_before(i) && number-- == 0) return panel->name;
    return number == 0 ? list_word : NULL;
}

static void list_panels(void)
{
    const plot_panel *panel;

    for (const sim_chain *chain = models_chains; chain->name; chain++) {
        if (!chain->page) continue;
        printf("%s%s\n", chain == models_chains ? "" : "\n", chain->title);
        for (size_t i = 0; (panel = plot_panel_at(chain->page, i)); i++)
            printf("  %-13s %s\n", panel->name, panel->title);
    }
}

static void read_panel(const sim_option *option, char *text, void *field,
                       struct argp_state *state)
{
    if (strcmp(text, list_word) == 0) {
        list_panels();
        exit(fflush(stdout) == 0 ? EXIT_SUCCESS : EXIT_FAILURE);
    }
    sim_read_text(option, text, field, state);
}

const sim_option sim_sheet_rows[] = {
    {"format", 'f', "FORMAT[,FORMAT]", "Kinds of figures to write (png)", read_formats,
     .at = 0, .words = plot_format_name, .again = true},
    {"size", 'S', "SIZE", "Size of the figures (a4)", read_size,
     .at = offsetof(sim_sheet_look, size), .words = plot_size_name, .again = true},
    {"dark", 'd', NULL, "Light lines on a dark ground", SIM_INTO(sim_sheet_look, dark),
     .again = true},
    {0},
};

const sim_option sim_panel_rows[] = {
    {.group = sim_sheet_rows},
    {"panel", 'P', "NAME",
     "Draw one panel of the page alone, in large type, as PAGE-NAME and without other "
     "figures; 'list' says what they show",
     read_panel, .at = offsetof(sim_sheet_look, panel), .words = panel_word, .again = true},
    {0},
};

/* The kinds of figures; NULL past the last. */
static const char *format_name(const sim_sheet_look *look, size_t i)
{
    if (look->n_formats == 0 && i == 0) return plot_format_name(0);
    return i < look->n_formats ? look->formats[i] : NULL;
}

/* ---- writing -------------------------------------------------------------- */

/* One file of a sheet. */
typedef struct {
    const sim_sheet *sheet;
    plot_look look;
    const char *path;
    FILE *out;
    bool tells;       /* is it to say what it says? */
    plot_facts facts; /* where it is drawn */
} leaf;

static sim_status draw_leaf(void *self, sim_error *err)
{
    leaf *l = self;
    sim_error why = {""};
    const plot_figure figure = {l->sheet->maker, l->sheet->shown};
    const plot_outlet outlet = {l->out, l->sheet->name, l->tells ? &l->facts : NULL};
    sim_status status =
        plot_figure_write_to(&figure, l->sheet->caption, &l->look, &outlet, &why);

    if (status == SIM_OK && l->facts.failed) status = sim_fail_memory(&why, "figure");

    if (status == SIM_OK && (fflush(l->out) != 0 || ferror(l->out))) {
        snprintf(why.text, sizeof why.text, "cannot be written: %s", strerror(errno));
        status = SIM_EIO;
    }
    if (status == SIM_OK) return SIM_OK;
    plot_facts_free(&l->facts); /* what is not drawn says nothing */
    return sim_fail(err, status, "%.400s: %.500s%s", l->path, why.text,
                    ferror(l->out) ? "; -o names another folder" : "");
}

static void report_leaf(void *self, FILE *out)
{
    leaf *l = self;

    plot_facts_write_rows(&l->facts, out);
    plot_facts_free(&l->facts);
}

static plot_look look_of(const sim_sheet *sheet, const char *format)
{
    const sim_sheet_look *look = sheet->look;

    return (plot_look){plot_theme_find(look->dark ? "dark" : "light"),
                       plot_size_find(look->size ? look->size : plot_size_name(0)),
                       plot_format_find(format), look->panel != NULL};
}

/* The first of them says what it says. */
static sim_status write_leaf(const sim_sheet *sheet, size_t i, sim_files *files,
                             sim_error *err)
{
    const char *format = format_name(sheet->look, i);
    char file[SIM_FILES_NAME], path[SIM_FILES_NAME + 256];
    leaf l = {.sheet = sheet,
              .look = look_of(sheet, format),
              .path = path,
              .tells = i == 0 && sheet->facts};
    sim_apart apart = {draw_leaf, &l, NULL, NULL, plot_silence, path, files->lock};
    sim_status status;

    if (l.tells) {
        apart.report = report_leaf;
        apart.into = sheet->facts->rows.stream;
    }

    snprintf(file, sizeof file, "%s.%s", sheet->name, format);
    snprintf(path, sizeof path, "%s/%s", files->dir, file);
    status = sim_files_open(files, file, &l.out, err);
    if (status != SIM_OK) return status;
    return sim_apart_run(&apart, err);
}

sim_status sim_sheet_write(const sim_sheet *sheet, sim_files *files, sim_error *err)
{
    plot_facts *facts = sheet->facts;
    sim_status status = SIM_OK;

    if (facts && !facts->rows.stream)
        status = sim_memory_open(&facts->rows, "figures", err);
    for (size_t i = 0; status == SIM_OK && format_name(sheet->look, i); i++)
        status = write_leaf(sheet, i, files, err);
    return status;
}

sim_status sim_sheet_claim(const char *name, const sim_sheet_look *look,
                           const sim_files *files, sim_error *err)
{
    sim_status status = SIM_OK;
    const char *format;

    for (size_t i = 0; status == SIM_OK && (format = format_name(look, i)); i++) {
        char file[SIM_FILES_NAME];

        if (!plot_format_find(format))
            return sim_fail(err, SIM_EVALUE,
                            "%s.%s: this program writes no %s; %s would be right", name,
                            format, format, plot_format_name(0));
        snprintf(file, sizeof file, "%s.%s", name, format);
        status = sim_files_claim(files, file, err);
    }
    return status;
}

/* "figures.csv", "NAME_figures.csv". */
static const char *name_facts(const char *name, char file[SIM_FILES_NAME])
{
    snprintf(file, SIM_FILES_NAME, "%s%sfigures.csv", name ? name : "", name ? "_" : "");
    return file;
}

sim_status sim_sheet_write_facts(const char *name, plot_facts *facts, sim_files *files,
                                 sim_error *err)
{
    char file[SIM_FILES_NAME];
    sim_rows_to to = {0};
    sim_status status = SIM_OK;

    if (facts->rows.stream) status = sim_memory_close(&facts->rows, "figures", err);
    if (status == SIM_OK)
        status = sim_files_open(files, name_facts(name, file), &to.csv, err);
    return status == SIM_OK ? plot_facts_write(facts, &to, err) : status;
}

sim_status sim_sheet_claim_facts(const char *name, const sim_files *files, sim_error *err)
{
    char file[SIM_FILES_NAME];

    return sim_files_claim(files, name_facts(name, file), err);
}
