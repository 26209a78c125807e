/* format_pdf.c -- a page as PDF, by cairo. */
#include "plots/format_parts.h"

#include <string.h>

#include <glib.h>

#include "plots/cairo.h"

/* Ends the drawing; the bytes are then in memory. */
static sim_status end_bytes(plot_sheet *sheet, sim_error *err)
{
    sim_status status = plot_cairo_end(sheet->canvas, err);

    return status == SIM_OK ? sim_memory_close(&sheet->memory, "drawing", err) : status;
}

/* Before the last lines of the file, where a comment moves nothing that the table of its objects
 * points to. */
static sim_status write_commented(const plot_sheet *sheet, FILE *out, sim_error *err)
{
    static const char last[] = "startxref";
    const sim_memory *pdf = &sheet->memory;
    sim_memory run_ini = {0};
    sim_status status = plot_sheet_print_run_ini(sheet, "%", &run_ini, err);
    size_t end = pdf->size >= sizeof last - 1 ? pdf->size - (sizeof last - 1) : 0;

    while (end > 0 && memcmp(pdf->bytes + end, last, sizeof last - 1) != 0) end--;
    if (status == SIM_OK && end == 0)
        status = sim_fail(err, SIM_EIO, "writing pdf: cairo wrote no %s", last);
    if (status == SIM_OK) {
        fwrite(pdf->bytes, 1, end, out);
        fwrite(run_ini.bytes, 1, run_ini.size, out);
        fwrite(pdf->bytes + end, 1, pdf->size - end, out);
    }
    sim_memory_free(&run_ini);
    return status;
}

static sim_status write_pdf(plot_sheet *sheet, FILE *out, sim_error *err)
{
    const plot_caption *caption = sheet->caption;
    GString *notes = g_string_new(NULL);
    sim_status status;

    for (size_t i = 0; i < caption->n_notes; i++)
        g_string_append_printf(notes, "%s%s: %s", i ? "; " : "", caption->notes[i].name,
                               caption->notes[i].value);
    plot_cairo_describe(sheet->canvas, caption->title, sheet->words, notes->str);
    status = end_bytes(sheet, err);
    if (status == SIM_OK) status = write_commented(sheet, out, err);
    g_string_free(notes, TRUE);
    return status;
}

static sim_status open_pdf(plot_sheet *sheet, sim_error *err)
{
    const plot_paper *p = &sheet->paper;

    return plot_cairo_init(sheet->canvas,
                           &(plot_cairo_paper){PLOT_ON_PDF, "pdf", p->width, p->height, 1,
                                               sheet->memory.stream, p->measured},
                           err);
}

const plot_format plot_format_pdf = {"pdf", plot_cairo_init_blank, open_pdf, write_pdf,
                                     NULL};
