#include "plots/format.h"

#include <errno.h>
#include <string.h>

#include "plots/format_parts.h"
#include "sim/io/embedded.h"

sim_status plot_sheet_print_run_ini(const plot_sheet *sheet, const char *before,
                                    sim_memory *text, sim_error *err)
{
    const char *run_ini = sheet->caption->run_ini;
    sim_status status = sim_memory_open(text, "run.ini", err);

    if (status == SIM_OK && run_ini)
        status = sim_embedded_write(run_ini, before, text->stream, err);
    return status == SIM_OK ? sim_memory_close(text, "run.ini", err) : status;
}

sim_status plot_format_blank(const plot_format *format, plot_canvas *canvas, sim_error *err)
{
    if (!format->blank) format = plot_format_find(plot_format_name(0));
    return format->blank(canvas, err);
}

sim_status plot_sheet_init(plot_sheet *sheet, const plot_format *format, plot_paper paper,
                           plot_canvas *canvas, sim_error *err)
{
    sim_status status;

    *sheet = (plot_sheet){.format = format, .paper = paper, .canvas = canvas};
    if (format->canvas) *canvas = *format->canvas;
    if (format->canvas) return SIM_OK;
    if (!paper.name) sheet->paper.name = "figure";
    status = sim_memory_open(&sheet->memory, "drawing", err);
    return status == SIM_OK ? format->open(sheet, err) : status;
}

void plot_sheet_free(plot_sheet *sheet)
{
    if (sheet->canvas) plot_canvas_free(sheet->canvas);
    sim_memory_free(&sheet->memory);
    *sheet = (plot_sheet){0};
}

sim_status plot_sheet_write(plot_sheet *sheet, const plot_caption *caption,
                            const char *words, FILE *out, sim_error *err)
{
    sim_status status;

    sheet->caption = caption;
    sheet->words = words;
    errno = 0;
    status = sheet->format->write(sheet, out, err);
    if (status == SIM_OK && (fflush(out) != 0 || ferror(out)))
        status = sim_fail(err, SIM_EIO, "writing %s: %s", sheet->format->name,
                          errno ? strerror(errno) : "a write failed");
    return status;
}
