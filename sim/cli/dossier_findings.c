/* dossier_findings.c -- what was found, in words: sentences of figures.csv, of a story; and the
 * figures themselves. */
#include <stdlib.h>
#include <string.h>

#include "plots/saying.h"
#include "sim/cli/dossier.h"
#include "sim/io/text.h"
#include "sim/study/version.h"

enum { PATH_SIZE = 4096, ALT_START = 64 };

static const char facts_end[] = "figures.csv";

/* Text stays sharp where its outlines are kept; a drawing of very many parts is smaller, and no
 * less legible, as pixels. */
static const size_t sharp_most = (size_t)1 << 20;

/* ---- figures.csv ------------------------------------------------------------ */

static bool ends_in(const char *text, const char *end)
{
    const size_t n = strlen(text), m = strlen(end);

    return n >= m && strcmp(text + n - m, end) == 0;
}

static sim_status take_said(void *self, size_t line, const sim_cell cells[], sim_error *err)
{
    static const char *const names[] = {"figure", "panel", "place", "case", "text"};
    sim_dossier *d = self;
    const char *texts[sizeof names / sizeof *names];

    (void)line;
    if (!sim_memory_grow(&d->said, d->n_said, sizeof *d->said))
        return sim_fail_memory(err, "report");
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        const char *text = cells[sim_layout_find(&plot_facts_layout, names[i])].text;

        texts[i] = sim_dossier_keep(d, text ? text : "");
        if (!texts[i]) return sim_fail_memory(err, "report");
    }
    d->said[d->n_said++] = (sim_said){texts[0], texts[1], texts[2], texts[3], texts[4]};
    return SIM_OK;
}

sim_status sim_dossier_read_said(sim_dossier *d, sim_error *err)
{
    sim_status status = SIM_OK;

    for (size_t i = 0; status == SIM_OK && i < d->figures->n; i++) {
        char path[PATH_SIZE];
        sim_rows_from from = {.file = path, .layout = &plot_facts_layout};

        if (!ends_in(d->figures->row[i].name, facts_end)) continue;
        snprintf(path, sizeof path, "%s/%s", d->drawn, d->figures->row[i].name);
        status = sim_files_read(path, &from.in, err);
        if (status != SIM_OK) return status;
        status = sim_rows_read(&from, take_said, d, err);
        fclose(from.in);
    }
    return status;
}

/* ---- sentences --------------------------------------------------------------- */

static bool is_place(const sim_said *s, const char *place)
{
    return strcmp(s->place, place) == 0;
}

/* The titles, and what is told beneath one as a whole. */
static void write_sentences(const sim_dossier *d)
{
    for (size_t i = 0; i < d->n_said; i++) {
        const sim_said *s = &d->said[i];

        if (is_place(s, "title")) {
            sim_html_open(d->xml, "p", "finding");
            sim_xml_text(d->xml, s->text);
            sim_html_close(d->xml);
        } else if (is_place(s, "caption") && *s->panel == '\0') {
            sim_html_element(d->xml, "p", s->text);
        }
    }
}

/* What a panel of the page is headed by; one of another figure, or of none, by its name. */
static const char *find_heading(const sim_dossier *d, const char *name)
{
    const char *page = d->job->session.chain->page;
    const plot_panel *panel;

    for (size_t i = 0; page && (panel = plot_panel_at(page, i)); i++)
        if (strcmp(panel->name, name) == 0) return panel->title;
    return name;
}

/* What panels tell of numbers, each row with a case, and what they show. */
static void write_panels(const sim_dossier *d)
{
    const char *panel = "";
    bool is_open = false;

    for (size_t i = 0; i < d->n_said; i++) {
        const sim_said *s = &d->said[i];

        if (!is_place(s, "caption") || *s->panel == '\0') continue;
        if (!is_open) sim_html_open(d->xml, "dl", "found");
        is_open = true;
        if (strcmp(panel, s->panel) != 0)
            sim_html_element(d->xml, "dt", find_heading(d, s->panel));
        panel = s->panel;
        sim_html_open(d->xml, "dd", *s->found ? NULL : "meaning");
        sim_xml_text(d->xml, s->text);
        sim_html_close(d->xml);
    }
    if (is_open) sim_html_close(d->xml);
}

void sim_dossier_write_findings(const sim_dossier *d)
{
    sim_html_element(d->xml, "h2", "Findings");
    if (d->n_said == 0) sim_html_element(d->xml, "p", "There is no figure to tell of.");
    write_sentences(d);
    write_panels(d);
}

/* ---- a story ----------------------------------------------------------------- */

/* A line of a list starts with "- " or "  a) ", and goes on where others are indented. */
static bool is_item(const char *line)
{
    return sim_text_starts(line, "- ") || (sim_text_starts(line, "  ") && line[3] == ')');
}

static void write_line(const sim_dossier *d, const char *line, bool *in_list, bool *in_item)
{
    sim_xml *xml = d->xml;

    if (is_item(line)) {
        if (*in_item) sim_html_close(xml);
        if (!*in_list) sim_xml_open(xml, "ul");
        *in_list = *in_item = true;
        sim_xml_open(xml, "li");
        line += 2;
    } else {
        sim_xml_raw(xml, " ");
    }
    sim_xml_text(xml, line + strspn(line, " "));
}

/* A block of lines: what stands alone above others of a list or a paragraph heads them. */
static void write_block(const sim_dossier *d, char *block)
{
    char *rest = block, *line = strtok_r(block, "\n", &rest);
    bool in_list = false, in_item = false, in_text = false;
    const size_t length = strlen(line);
    const bool has_heading = *rest && line[length - 1] != '.' && length < ALT_START;

    if (has_heading) {
        sim_html_element(d->xml, "h3", line);
        line = strtok_r(NULL, "\n", &rest);
    }
    for (; line; line = strtok_r(NULL, "\n", &rest)) {
        if (!in_list && !in_text && !is_item(line)) {
            sim_xml_open(d->xml, "p");
            in_text = true;
        }
        if (in_text && is_item(line)) {
            sim_html_close(d->xml);
            in_text = false;
        }
        write_line(d, line, &in_list, &in_item);
    }
    if (in_item) sim_html_close(d->xml);
    if (in_text || in_list) sim_html_close(d->xml);
}

sim_status sim_dossier_write_story(const sim_dossier *d, sim_error *err)
{
    char *text = sim_text_copy(d->story), *block;

    if (!text) return sim_fail_memory(err, "report");
    block = strstr(text, "\n\n");
    if (block) sim_html_element(d->xml, "h2", "The answer");
    while (block) {
        char *next;

        block += strspn(block, "\n");
        next = strstr(block, "\n\n");
        if (next) *next++ = '\0';
        if (*block && !sim_text_starts(block, sim_disclaimer)) write_block(d, block);
        block = next;
    }
    free(text);
    return SIM_OK;
}

/* ---- figures ------------------------------------------------------------------ */

/* The title and what each arm does. */
static void print_alt(const sim_dossier *d, const char *figure, FILE *out)
{
    size_t n_titles = 0, n_parts = 0;

    for (size_t i = 0; i < d->n_said; i++) {
        const sim_said *s = &d->said[i];
        const bool starts = i == 0 || strcmp(s->panel, d->said[i - 1].panel) != 0 ||
                            !is_place(&d->said[i - 1], "alt");

        if (strcmp(s->figure, figure) != 0) continue;
        if (is_place(s, "title") && n_titles++ == 0) fprintf(out, "%s.", s->text);
        if (!is_place(s, "alt")) continue;
        if (n_parts++ > 0) fputc(starts ? '.' : ';', out);
        if (starts && *s->panel) fprintf(out, " %s:", find_heading(d, s->panel));
        fprintf(out, " %s", s->text);
    }
    if (n_parts > 0) fputc('.', out);
}

static void write_caption(const sim_dossier *d, const char *figure)
{
    sim_xml_open(d->xml, "figcaption");
    sim_html_open(d->xml, "strong", NULL);
    sim_xml_text(d->xml, "Figure ");
    sim_xml_text(d->xml, figure);
    sim_xml_close(d->xml);
    for (size_t i = 0; i < d->n_said; i++) {
        const sim_said *s = &d->said[i];

        if (strcmp(s->figure, figure) != 0 || !is_place(s, "title")) continue;
        sim_xml_text(d->xml, ": ");
        sim_xml_text(d->xml, s->text);
    }
    sim_html_open(d->xml, "span", "narrow");
    sim_xml_text(d->xml, ". Wider than this window: it scrolls sideways.");
    sim_xml_close(d->xml);
    sim_html_close(d->xml);
}

/* The file of a figure that a report has: its outlines, or pixels. */
static const sim_files_row *find_file(const sim_dossier *d, const char *figure,
                                      const char **type)
{
    char name[SIM_FILES_NAME + 8];
    const sim_files_row *outlines, *pixels;

    snprintf(name, sizeof name, "%s.svg", figure);
    outlines = sim_files_list_find(d->figures, name);
    snprintf(name, sizeof name, "%s.png", figure);
    pixels = sim_files_list_find(d->figures, name);
    *type = "png";
    if (!outlines || (pixels && outlines->bytes > sharp_most)) return pixels;
    *type = "svg+xml";
    return outlines;
}

static sim_status read_bytes(const char *path, sim_memory *bytes, sim_error *err)
{
    char part[PATH_SIZE];
    FILE *in;
    size_t n;
    sim_status status = sim_files_read(path, &in, err);

    if (status != SIM_OK) return status;
    status = sim_memory_open(bytes, "report", err);
    while (status == SIM_OK && (n = fread(part, 1, sizeof part, in)) > 0)
        fwrite(part, 1, n, bytes->stream);
    if (status == SIM_OK && ferror(in))
        status = sim_fail(err, SIM_EIO, "%s: cannot be read", path);
    fclose(in);
    return status == SIM_OK ? sim_memory_close(bytes, "report", err) : status;
}

static char *find_behind(char *text, const char *part)
{
    char *at = text ? strstr(text, part) : NULL;

    return at ? at + strlen(part) : NULL;
}

/* Outlines are a part of the page, so that their words are found and copied; what is said of their
 * making the page says as a whole, and their fonts stand in it once. */
static bool write_outlines(sim_dossier *d, char *text)
{
    char *svg = strstr(text, "<svg"), *making = svg ? strstr(svg, "<metadata>") : NULL;
    char *fonts = find_behind(making, "</metadata>\n");
    char *drawing = find_behind(fonts, "</style>\n");

    if (!drawing) return false;
    *making = '\0';
    sim_xml_raw(d->xml, svg);
    sim_xml_raw(d->xml, d->has_fonts ? drawing : fonts);
    d->has_fonts = true;
    return true;
}

static sim_status write_image(sim_dossier *d, const sim_files_row *file,
                              sim_html_image *image, sim_error *err)
{
    const bool is_part = d->draws && strcmp(image->type, "png") != 0;
    char path[PATH_SIZE];
    sim_memory bytes = {0};
    sim_status status;

    snprintf(path, sizeof path, "%s/%s", d->drawn, file->name);
    status = read_bytes(path, &bytes, err);
    image->bytes = bytes.bytes;
    image->size = bytes.size;
    if (status == SIM_OK && !(is_part && write_outlines(d, bytes.bytes)))
        status = sim_html_write_image(d->xml, image, err);
    sim_memory_free(&bytes);
    return status;
}

static sim_status write_figure(sim_dossier *d, const char *figure, sim_error *err)
{
    sim_html_image image = {0};
    const sim_files_row *file = find_file(d, figure, &image.type);
    sim_memory alt = {0};
    sim_status status;

    if (!file) return SIM_OK;
    status = sim_memory_open(&alt, "report", err);
    if (status == SIM_OK) {
        print_alt(d, figure, alt.stream);
        status = sim_memory_close(&alt, "report", err);
    }
    image.alt = alt.bytes;
    if (status == SIM_OK) {
        sim_xml_open(d->xml, "figure");
        sim_html_open_wide(d->xml, "div", figure);
        status = write_image(d, file, &image, err);
    }
    if (status == SIM_OK) {
        sim_html_close(d->xml);
        write_caption(d, figure);
        sim_html_close(d->xml);
    }
    sim_memory_free(&alt);
    return status;
}

/* Each that figures.csv speaks of, in its order. */
sim_status sim_dossier_write_figures(sim_dossier *d, sim_error *err)
{
    sim_status status = SIM_OK;

    if (d->n_said > 0) sim_html_element(d->xml, "h2", "Figures");
    for (size_t i = 0; status == SIM_OK && i < d->n_said; i++) {
        bool is_new = true;

        for (size_t before = 0; before < i; before++)
            if (strcmp(d->said[before].figure, d->said[i].figure) == 0) is_new = false;
        if (is_new) status = write_figure(d, d->said[i].figure, err);
    }
    return status;
}
