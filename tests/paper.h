/* paper.h -- the default page of a run's folder, drawn again to a list: where its words stand. */
#ifndef TESTS_PAPER_H
#define TESTS_PAPER_H

#include "plots/figure.h"
#include "plots/recording.h"
#include "sim/study/job.h"
#include "sim/study/outlook.h"

enum { PAPER_BANDS = 4, PAPER_PATH = 256 };

/* What the program reads of a folder. */
typedef struct {
    char file[PAPER_PATH];
    sim_job job;
    sim_outlook outlook;
    const sim_table *tables[SIM_TABLES_MAX];
    plot_band bands[PAPER_BANDS];
    plot_data data;
    GString *title;
} paper;

/* Must stay where it is. */
void paper_open(paper *p, const char *dir);
void paper_close(paper *p);

/* Draws it in a size of this number, light or dark. */
void paper_draw(const paper *p, size_t size, bool dark, plot_recording *list);

/* Asserts that all texts lie on the page, and that no two lie upon each other; `what` is in
 * the message. */
void paper_check_texts(const plot_recording *list, const char *what);

#endif
