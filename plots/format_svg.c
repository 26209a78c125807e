/* format_svg.c -- a page as SVG, by no library of drawing: its words, what it is made again from, the
 * font it is set in, and its shapes. */
#include "plots/format_parts.h"

#include "plots/font.h"
#include "plots/svg.h"
#include "plots/svg_write.h"

static sim_status open_blank(plot_canvas *canvas, sim_error *err)
{
    return plot_svg_init(canvas, NULL, "", err);
}

static sim_status open_svg(plot_sheet *sheet, sim_error *err)
{
    return plot_svg_init(sheet->canvas, sheet->memory.stream, sheet->paper.name, err);
}

/* With an id, by which the root element refers to it. */
static void write_element(const plot_sheet *sheet, const char *element, const char *text,
                          FILE *out)
{
    fprintf(out, "\n<%s id=\"", element);
    plot_svg_id(out, sheet->paper.name);
    fprintf(out, "-%s\">", element);
    plot_svg_words(out, text);
    fprintf(out, "</%s>", element);
}

static void write_root(const plot_sheet *sheet, FILE *out)
{
    fputs("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
          "<svg xmlns=\"http://www.w3.org/2000/svg\" "
          "xmlns:xlink=\"http://www.w3.org/1999/xlink\" width=\"",
          out);
    plot_svg_number(out, sheet->paper.width);
    fputs("pt\" height=\"", out);
    plot_svg_number(out, sheet->paper.height);
    fputs("pt\" viewBox=\"0 0 ", out);
    plot_svg_number(out, sheet->paper.width);
    fputc(' ', out);
    plot_svg_number(out, sheet->paper.height);
    fputs("\" role=\"img\" aria-labelledby=\"", out);
    plot_svg_id(out, sheet->paper.name);
    fputs("-title ", out);
    plot_svg_id(out, sheet->paper.name);
    fputs("-desc\">", out);
}

static void write_notes(const plot_caption *caption, const sim_memory *run_ini, FILE *out)
{
    fputs("\n<metadata>", out);
    for (size_t i = 0; i < caption->n_notes; i++) {
        fputc('\n', out);
        plot_svg_words(out, caption->notes[i].name);
        fputs(": ", out);
        plot_svg_words(out, caption->notes[i].value);
    }
    fputc('\n', out);
    fwrite(run_ini->bytes, 1, run_ini->size, out);
    fputs("</metadata>\n", out);
}

/* For readers that have not the font. */
static void write_font(FILE *out)
{
    static const char *const weights[PLOT_FACES] = {"normal", "bold"};
    const plot_font *font = &plot_font_carried;

    fputs("<style>\n", out);
    for (size_t i = 0; i < PLOT_FACES; i++) {
        fprintf(out,
                "@font-face{font-family:\"%s\";font-weight:%s;"
                "src:url(\"data:font/woff;base64,",
                font->family, weights[i]);
        for (const char *const *line = font->faces[i].woff; *line; line++)
            fputs(*line, out);
        fputs("\") format(\"woff\")}\n", out);
    }
    fputs("</style>\n", out);
}

/* Letter beside letter. */
static void write_shapes(const plot_sheet *sheet, FILE *out)
{
    fprintf(out,
            "<g font-family=\"'%s', sans-serif\" stroke-linejoin=\"round\" "
            "style=\"font-kerning:none;font-variant-ligatures:none\">\n",
            plot_font_carried.family);
    fwrite(sheet->memory.bytes, 1, sheet->memory.size, out);
    fputs("</g>\n</svg>\n", out);
}

static sim_status write_svg(plot_sheet *sheet, FILE *out, sim_error *err)
{
    sim_memory run_ini = {0};
    sim_status status = plot_svg_end(sheet->canvas, err);

    if (status == SIM_OK) status = sim_memory_close(&sheet->memory, "drawing", err);
    if (status == SIM_OK) status = plot_sheet_print_run_ini(sheet, "", &run_ini, err);
    if (status == SIM_OK) {
        write_root(sheet, out);
        write_element(sheet, "title", sheet->caption->title, out);
        write_element(sheet, "desc", sheet->words, out);
        write_notes(sheet->caption, &run_ini, out);
        write_font(out);
        write_shapes(sheet, out);
    }
    sim_memory_free(&run_ini);
    return status;
}

const plot_format plot_format_svg = {"svg", open_blank, open_svg, write_svg, NULL};
